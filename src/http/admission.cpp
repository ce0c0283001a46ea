#include "http/admission.h"

#include <algorithm>
#include <array>

namespace panoh::http {

namespace {

constexpr std::array<unsigned char, 12> mapped_prefix = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

} // namespace

std::string network_of(std::span<const unsigned char> address)
{
    const bool is_mapped =
        address.size() == 16 && std::equal(mapped_prefix.begin(), mapped_prefix.end(), address.begin());
    if (is_mapped) address = address.subspan(12);
    const std::size_t kept = address.size() == 4 ? 3 : std::min<std::size_t>(address.size(), 8);
    return {address.begin(), address.begin() + static_cast<std::ptrdiff_t>(kept)};
}

std::optional<Admission::Place> Admission::enter(std::string network)
{
    const std::lock_guard lock(mutex_);
    if (total_ >= limits_.max_connections) return std::nullopt;
    auto& count = by_network_[network];
    if (count >= limits_.max_connections_per_network) return std::nullopt;
    ++count;
    ++total_;
    return Place(*this, std::move(network));
}

void Admission::leave(const std::string& network)
{
    const std::lock_guard lock(mutex_);
    --total_;
    const auto found = by_network_.find(network);
    if (found != by_network_.end() && --found->second == 0) by_network_.erase(found);
}

bool BodyMemory::take(std::size_t bytes)
{
    if (used_.fetch_add(bytes) + bytes <= limit_) return true;
    used_ -= bytes;
    return false;
}

} // namespace panoh::http
