#include <algorithm>
#include <utility>

#include "microdata/counter.h"
#include "microdata/must.h"

namespace panoh::microdata {

Combinations::Combinations(std::size_t length, std::vector<std::uint16_t> attributes,
                           std::vector<std::uint32_t> counts)
    : length_(length), attributes_(std::move(attributes)), counts_(std::move(counts))
{
    must(attributes_.size() == counts_.size() * length_);
}

std::uint32_t Combinations::find(std::span<const std::uint16_t> attributes) const
{
    if (attributes.size() != length_) return 0;
    std::size_t from = 0;
    std::size_t to = size();
    while (from < to) {
        const std::size_t middle = from + (to - from) / 2;
        if (std::ranges::lexicographical_compare(this->attributes(middle), attributes))
            from = middle + 1;
        else
            to = middle;
    }
    return from < size() && std::ranges::equal(this->attributes(from), attributes) ? count(from) : 0;
}

} // namespace panoh::microdata
