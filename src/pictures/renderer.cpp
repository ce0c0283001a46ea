#include "pictures/renderer.h"

#include <array>

#include <unistd.h>

#include "core/log.h"
#include "pictures/child.h"
#include "pictures/file_parts.h"
#include "pictures/process.h"
#include "pictures/sandbox.h"

namespace panoh::pictures {

namespace {

constexpr const char* renderer = "/usr/bin/rsvg-convert";
constexpr std::size_t largest_png = std::size_t{4} * 1024 * 1024;
constexpr Allowance allowance{.memory = std::uint64_t{2} * 1024 * 1024 * 1024, .seconds = 20};

} // namespace

bool has_renderer()
{
    return ::access(renderer, X_OK) == 0;
}

core::Result<core::Bytes> render(std::string_view svg, const std::string& program)
{
    auto outcome = run({.program = program,
                        .words = {"panoh", render_word},
                        .environment = {"LANG=C.UTF-8"},
                        .input = core::as_bytes(svg),
                        .most_output = largest_png,
                        .deadline = std::chrono::seconds(30)});
    const bool drawn = outcome.end == Outcome::End::exited && outcome.number == answered &&
                       format_of(outcome.output) == Format::png;
    if (drawn) return std::move(outcome.output);
    core::log(core::LogLevel::warning, "picture_not_drawn",
              {{"end", static_cast<int>(outcome.end)}, {"number", outcome.number}});
    return core::fail(core::ErrorKind::busy, "pictures/no_renderer");
}

int become_renderer()
{
    if (!has_renderer()) return no_renderer;
    // Without a file name it reads its standard input, and then nothing that is named in it is fetched.
    std::array<const char*, 4> words = {"rsvg-convert", "--format", "png", nullptr};
    std::array<const char*, 2> environment = {"LANG=C.UTF-8", nullptr};
    if (!close_in_before(renderer, allowance)) return no_walls;
    ::execve(renderer, const_cast<char* const*>(words.data()), // NOLINT
             const_cast<char* const*>(environment.data()));    // NOLINT
    return no_renderer;
}

} // namespace panoh::pictures
