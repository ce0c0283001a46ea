#include <algorithm>
#include <utility>

#include "microdata/counter.h"
#include "microdata/must.h"

namespace panoh::microdata {

Combinations::Combinations(std::size_t length, std::vector<std::uint16_t> attributes,
                           std::vector<std::uint32_t> counts)
    : length_(length), attributes_(std::move(attributes)), counts_(std::move(counts))
{
    must(length_ > 0 && attributes_.size() == counts_.size() * length_);
    for (std::size_t place = 0; place < size(); ++place)
        while (begins_.size() <= this->attributes(place).front())
            begins_.push_back(place);
    begins_.push_back(size());
}

std::uint32_t Combinations::find(std::span<const std::uint16_t> attributes) const
{
    if (attributes.size() != length_ || attributes.front() + std::size_t{1} >= begins_.size()) return 0;
    std::size_t from = begins_[attributes.front()];
    std::size_t to = begins_[attributes.front() + std::size_t{1}];
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
