#include "http/proxy.h"

#include <array>
#include <charconv>

#include <arpa/inet.h>

#include "http/admission.h"

namespace panoh::http {

namespace {

constexpr std::size_t whole = 16;
constexpr unsigned mapped_bits = 96;

std::string mapped(std::string_view address)
{
    if (address.size() == whole) return std::string(address);
    std::string bytes(10, '\0');
    return bytes.append(2, '\xff').append(address);
}

/// The bytes of an address in its text form, always 16; empty when it is none.
std::string address_bytes(std::string_view text)
{
    const std::string ended(text);
    std::array<char, whole> bytes = {};
    if (inet_pton(AF_INET, ended.c_str(), bytes.data()) == 1) return mapped({bytes.data(), 4});
    if (inet_pton(AF_INET6, ended.c_str(), bytes.data()) == 1) return {bytes.data(), whole};
    return {};
}

bool same_bits(std::string_view one, std::string_view other, unsigned bits)
{
    const auto bytes = bits / 8;
    if (one.substr(0, bytes) != other.substr(0, bytes)) return false;
    if (bits % 8 == 0) return true;
    const auto differ = static_cast<unsigned char>(one[bytes]) ^ static_cast<unsigned char>(other[bytes]);
    return (static_cast<unsigned>(differ) >> (8 - bits % 8)) == 0;
}

} // namespace

std::optional<TrustedProxy> TrustedProxy::parse(std::string_view range)
{
    const auto slash = range.find('/');
    const auto text = range.substr(0, slash);
    TrustedProxy proxy;
    proxy.base_ = address_bytes(text);
    if (proxy.base_.empty()) return std::nullopt;
    const bool is_v4 = text.find(':') == std::string_view::npos;
    const unsigned most = is_v4 ? 32 : 128;
    unsigned bits = most;
    if (slash != std::string_view::npos) {
        const auto* end = range.data() + range.size();
        const auto [stop, error] = std::from_chars(range.data() + slash + 1, end, bits);
        if (error != std::errc() || stop != end || bits > most) return std::nullopt;
    }
    proxy.bits_ = is_v4 ? mapped_bits + bits : bits;
    return proxy;
}

bool TrustedProxy::has(std::string_view address) const
{
    return !base_.empty() && same_bits(base_, mapped(address), bits_);
}

std::optional<std::string> TrustedProxy::asked_for(const Fields& fields) const
{
    // Each proxy adds at the end; what stands before the first foreign address may be anybody's invention.
    for (auto field = fields.rbegin(); field != fields.rend(); ++field) {
        if (field->first != "x-forwarded-for") continue;
        std::string_view rest = field->second;
        while (!rest.empty()) {
            const auto comma = rest.rfind(',');
            const auto last = comma == std::string_view::npos ? rest : rest.substr(comma + 1);
            rest = comma == std::string_view::npos ? std::string_view() : rest.substr(0, comma);
            const auto address = address_bytes(trimmed(last));
            if (address.empty()) return std::nullopt;
            if (has(address)) continue;
            return network_of({reinterpret_cast<const unsigned char*>(address.data()), address.size()});
        }
    }
    return std::nullopt;
}

} // namespace panoh::http
