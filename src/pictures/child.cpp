#include "pictures/child.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>

#include <unistd.h>

#include "pictures/made_bytes.h"
#include "pictures/picture.h"
#include "pictures/raster.h"
#include "pictures/renderer.h"

namespace panoh::pictures {

namespace {

constexpr std::size_t head_size = 5;

/// Up to one byte more than `most`, so that too much is seen to be too much.
core::Bytes read_input(std::size_t most)
{
    core::Bytes bytes(most + 1);
    std::size_t filled = 0;
    while (filled < bytes.size()) {
        const auto got = ::read(STDIN_FILENO, bytes.data() + filled, bytes.size() - filled);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        filled += static_cast<std::size_t>(got);
    }
    bytes.resize(filled);
    return bytes;
}

bool write_output(core::ByteView bytes)
{
    while (!bytes.empty()) {
        const auto sent = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
        if (sent < 0 && errno == EINTR) continue;
        if (sent <= 0) return false;
        bytes = bytes.subspan(static_cast<std::size_t>(sent));
    }
    return true;
}

bool write_answer(const core::Result<core::Bytes>& result)
{
    const core::ByteView body = result ? core::ByteView(*result) : core::as_bytes(result.error().code);
    std::array<std::uint8_t, head_size> head = {static_cast<std::uint8_t>(result ? 1 : 0)};
    for (std::size_t i = 0; i < 4; ++i)
        head[1 + i] = static_cast<std::uint8_t>(body.size() >> (24 - 8 * i));
    return write_output(head) && write_output(body);
}

int remake_one()
{
    prepare_colours();
    const Limits limits;
    return answer_closed_in(
        [&](core::ByteView original) -> core::Result<core::Bytes> {
            PANOH_TRY(const Made made, remake(original, limits));
            return bytes_of(made);
        },
        limits.bytes);
}

} // namespace

int answer_closed_in(const Work& work, std::size_t most_input, const Allowance& allowance)
{
    if (!close_in(allowance)) return no_walls;
    return write_answer(work(read_input(most_input))) ? answered : 1;
}

std::optional<core::Result<core::Bytes>> read_answer(core::ByteView output)
{
    if (output.size() < head_size || output[0] > 1) return std::nullopt;
    std::size_t length = 0;
    for (std::size_t i = 1; i < head_size; ++i)
        length = length << 8U | output[i];
    const auto body = output.subspan(head_size);
    if (body.size() != length) return std::nullopt;
    if (output[0] == 1) return core::copy_of(body);
    return core::fail(core::ErrorKind::invalid, std::string(core::as_text(body)));
}

std::optional<int> run_if_child(int argc, char** argv)
{
    if (argc != 2) return std::nullopt;
    const std::string_view word = argv[1]; // NOLINT(cppcoreguidelines-pro-bounds-pointer-arithmetic)
    if (word == remake_word) return remake_one();
    if (word == render_word) return become_renderer();
    return std::nullopt;
}

} // namespace panoh::pictures
