#include "pictures/made_bytes.h"

#include "pictures/file_parts.h"

namespace panoh::pictures {

namespace {

void add_number(core::Bytes& bytes, std::size_t number)
{
    for (unsigned shift = 32; shift > 0; shift -= 8)
        bytes.push_back(static_cast<std::uint8_t>(number >> (shift - 8)));
}

void add(core::Bytes& bytes, const Jpeg& jpeg)
{
    add_number(bytes, static_cast<std::size_t>(jpeg.width));
    add_number(bytes, static_cast<std::size_t>(jpeg.height));
    add_number(bytes, jpeg.bytes.size());
    bytes.insert(bytes.end(), jpeg.bytes.begin(), jpeg.bytes.end());
}

class Reading {
public:
    explicit Reading(core::ByteView rest) : rest_(rest) {}
    std::size_t number()
    {
        std::size_t value = 0;
        for (const auto byte : take(4))
            value = value << 8U | byte;
        return value;
    }
    core::ByteView take(std::size_t count)
    {
        if (count > rest_.size()) {
            fine_ = false;
            return {};
        }
        const auto taken = rest_.first(count);
        rest_ = rest_.subspan(count);
        return taken;
    }
    Jpeg jpeg(int widest)
    {
        const std::size_t width = number();
        const std::size_t height = number();
        const auto bytes = take(number());
        const auto most = static_cast<std::size_t>(widest);
        fine_ = fine_ && width >= 1 && width <= most && height >= 1 && height <= most * height_for_width &&
                format_of(bytes) == Format::jpeg;
        return fine_ ? Jpeg{static_cast<int>(width), static_cast<int>(height), core::copy_of(bytes)} : Jpeg{};
    }
    [[nodiscard]] bool whole() const { return fine_ && rest_.empty(); }

private:
    core::ByteView rest_;
    bool fine_ = true;
};

} // namespace

core::Bytes bytes_of(const Made& made)
{
    core::Bytes bytes;
    add(bytes, made.small);
    add(bytes, made.large);
    return bytes;
}

std::optional<Made> read_made(core::ByteView bytes)
{
    Reading reading(bytes);
    Made made;
    made.small = reading.jpeg(small_width);
    made.large = reading.jpeg(large_width);
    if (!reading.whole()) return std::nullopt;
    return made;
}

} // namespace panoh::pictures
