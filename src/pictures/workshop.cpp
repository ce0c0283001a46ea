#include "pictures/workshop.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "core/log.h"
#include "pictures/child.h"
#include "pictures/made_bytes.h"
#include "pictures/process.h"

namespace panoh::pictures {

namespace {

using core::ErrorKind;

// Two JPEGs of the largest sizes, much larger than any is.
constexpr std::size_t most_output = std::size_t{32} * 1024 * 1024;

core::Result<Made> refused(core::Error error)
{
    // The child may have been taken over: it picks among these, and makes no code of its own.
    static constexpr std::array<std::string_view, 3> known = {"pictures/not_a_picture", "pictures/too_large",
                                                              "pictures/too_many_pixels"};
    const bool is_known = std::ranges::find(known, error.code) != known.end();
    return core::fail(ErrorKind::invalid, is_known ? std::move(error.code) : std::string(known[0]));
}

core::Result<Made> made_of(const Outcome& outcome)
{
    using End = Outcome::End;
    const bool unwalled = outcome.end == End::exited && outcome.number == no_walls;
    if (unwalled || outcome.end == End::not_started) {
        core::log(core::LogLevel::error, "picture_sandbox", {{"walls", 0}});
        return core::fail({.kind = ErrorKind::busy, .code = "pictures/no_sandbox", .retry_after = 60});
    }
    if (outcome.end == End::exited && outcome.number == answered)
        if (auto answer = read_answer(outcome.output)) {
            if (!*answer) return refused(std::move(*answer).error());
            if (auto made = read_made(**answer)) return std::move(*made);
        }
    // Worth a look: a picture that breaks its reader may be meant to.
    core::log(core::LogLevel::warning, "picture_broke_reader",
              {{"end", static_cast<int>(outcome.end)}, {"number", outcome.number}});
    return core::fail(ErrorKind::invalid, "pictures/not_a_picture");
}

} // namespace

core::Result<Made> Workshop::remake(core::ByteView original)
{
    if (original.size() > Limits{}.bytes) return core::fail(ErrorKind::too_large, "pictures/too_large");
    if (!places_.try_acquire_for(options_.patience))
        return core::fail({.kind = ErrorKind::busy, .code = "pictures/busy", .retry_after = 5});
    const struct Leave {
        std::counting_semaphore<2>& places;
        ~Leave() { places.release(); }
    } leave{places_};
    return made_of(run({.program = options_.program,
                        .words = {"panoh", remake_word},
                        .input = original,
                        .most_output = most_output,
                        .deadline = options_.deadline}));
}

} // namespace panoh::pictures
