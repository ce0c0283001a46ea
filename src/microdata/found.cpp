#include "microdata/found.h"

#include <algorithm>
#include <utility>

#include "core/crew.h"

namespace panoh::microdata {

void Found::grow(List& list)
{
    list.pieces.push_back(std::make_unique_for_overwrite<Entry[]>(piece_size));
    list.next = list.pieces.back().get();
    list.left = piece_size;
}

/// Sorts in two steps: by the first number into heaps, and each heap by the others.
class FoundOrder {
public:
    FoundOrder(std::size_t length, std::size_t attributes) : length_(length), begins_(attributes + 1) {}

    [[nodiscard]] Combinations run(std::span<Found> found, unsigned threads)
    {
        fill_heaps(found);
        std::vector<std::uint16_t> numbers(length_ * size_);
        std::vector<std::uint32_t> counts(size_);
        core::share_work(begins_.size() - 1, size_ < 10'000 ? 1 : threads, [&](std::size_t first, unsigned) {
            const std::size_t from = begins_[first];
            const std::span<Entry> heap(heaps_.get() + from, begins_[first + 1] - from);
            sort(heap);
            for (std::size_t i = 0; i < heap.size(); ++i) {
                for (std::size_t k = 0; k < length_; ++k)
                    numbers[(from + i) * length_ + k] = number(heap[i], k);
                counts[from + i] = heap[i].count;
            }
        });
        return {length_, std::move(numbers), std::move(counts)};
    }

private:
    using Entry = Found::Entry;

    template <typename Use>
    void each(std::span<Found> found, const Use& use) const
    {
        for (Found& one : found) {
            Found::List& list = one.lists_[length_ - 1];
            for (std::size_t i = 0; i < list.pieces.size(); ++i) {
                const bool last = i + 1 == list.pieces.size();
                const std::size_t size = Found::piece_size - (last ? list.left : 0);
                for (std::size_t k = 0; k < size; ++k)
                    use(list.pieces[i][k]);
            }
        }
    }

    [[nodiscard]] std::uint16_t number(const Entry& entry, std::size_t place) const
    {
        return static_cast<std::uint16_t>(entry.key() >> (Found::number_bits * (length_ - 1 - place)));
    }

    void fill_heaps(std::span<Found> found)
    {
        each(found, [&](const Entry& entry) { ++begins_[number(entry, 0) + std::size_t{1}]; });
        for (std::size_t i = 1; i < begins_.size(); ++i)
            begins_[i] += begins_[i - 1];
        size_ = begins_.back();
        heaps_ = std::make_unique_for_overwrite<Entry[]>(size_);
        std::vector<std::size_t> next(begins_.begin(), begins_.end() - 1);
        each(found, [&](const Entry& entry) { heaps_[next[number(entry, 0)]++] = entry; });
        for (Found& one : found)
            one.lists_[length_ - 1] = {};
    }

    void sort(std::span<Entry> heap) const
    {
        const std::size_t attributes = begins_.size() - 1;
        if (length_ == 1 || heap.size() < 2) return;
        if (heap.size() < attributes) {
            std::ranges::sort(heap, {}, [](const Entry& entry) { return entry.key(); });
            return;
        }
        // By the last number first; each pass keeps what the passes before have ordered.
        std::vector<Entry> others(heap.size());
        std::span<Entry> from = heap;
        std::span<Entry> to = others;
        for (std::size_t place = length_ - 1; place > 0; --place, std::swap(from, to)) {
            std::vector<std::uint32_t> next(attributes + 1);
            for (const Entry& entry : from)
                ++next[number(entry, place) + std::size_t{1}];
            for (std::size_t i = 1; i < next.size(); ++i)
                next[i] += next[i - 1];
            for (const Entry& entry : from)
                to[next[number(entry, place)]++] = entry;
        }
        if (from.data() != heap.data()) std::ranges::copy(from, heap.begin());
    }

    std::size_t length_;
    std::vector<std::size_t> begins_; ///< of each heap, and the end
    std::size_t size_ = 0;
    std::unique_ptr<Entry[]> heaps_;
};

Combinations in_order(std::span<Found> found, std::size_t length, std::size_t attributes, unsigned threads)
{
    return FoundOrder(length, attributes).run(found, threads);
}

} // namespace panoh::microdata
