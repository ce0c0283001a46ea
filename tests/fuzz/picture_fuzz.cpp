// A picture as somebody brings it: what comes out is two whole JPEGs within their sizes, or a refusal by code.
// An input that begins with 'E' is the orientation that EXIF says, on its own. The limits are lower than those
// of the program, so that a run stays quick.

#include <cstdint>

#include "fuzz.h"
#include "pictures/child.h"
#include "pictures/file_parts.h"
#include "pictures/made_bytes.h"
#include "pictures/picture.h"

using namespace panoh;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const core::ByteView input(data, size);
    if (size > 0 && data[0] == 'E') {
        const auto orientation = pictures::orientation_in(input.subspan(1));
        fuzz::must(orientation >= 1 && orientation <= 8);
        return 0;
    }
    // What a child hands over is read by the server itself.
    (void)pictures::read_answer(input);
    (void)pictures::read_made(input);
    const auto made = pictures::remake(input, {.bytes = std::size_t{1} << 20U, .pixels = 300'000});
    if (!made) {
        fuzz::must_be_refusal(made.error());
        return 0;
    }
    const auto again = pictures::read_made(pictures::bytes_of(*made));
    fuzz::must(again.has_value());
    for (const auto* jpeg : {&again->small, &again->large}) {
        fuzz::must(pictures::parts_of_jpeg(jpeg->bytes).profile.empty());
        const auto twice = pictures::remake(jpeg->bytes);
        fuzz::must(twice.has_value() && twice->large.width == jpeg->width && twice->large.height == jpeg->height);
    }
    return 0;
}
