#pragma once

#include <string>
#include <utility>
#include <vector>

#include <tl/expected.hpp>

namespace panoh::core {

/// What kind of refusal an error is; `http` maps each kind to one status code.
enum class ErrorKind {
    invalid,         ///< the input is wrong: 422 (400 when the text itself cannot be read)
    malformed,       ///< the input could not be read at all: 400
    unauthenticated, ///< nobody is signed in: 401
    forbidden,       ///< known, but not allowed: 403
    not_found,       ///< unknown, or unknown to this person: 404
    conflict,        ///< the state forbids it: 409
    stale,           ///< somebody saved before: 412
    too_large,       ///< over a limit: 413
    throttled,       ///< too many tries: 429
    busy,            ///< try again later: 503
};

/// One fault in an input. `field` is a JSON pointer without its first slash, for example
/// `subject/birth/month`.
struct FieldError {
    std::string code;
    std::string field;
    bool operator==(const FieldError&) const = default;
};

/// An expected refusal. `code` is stable and is what people's words are looked up by:
/// "case/state_not_allowed".
struct Error {
    ErrorKind kind = ErrorKind::invalid;
    std::string code;
    std::string field = {};
    /// All faults found in one pass, where more than one can be said.
    std::vector<FieldError> faults = {};
    /// Seconds after which another try makes sense; 0 when unknown. Becomes `Retry-After`.
    int retry_after = 0;
    /// JSON of what stands now, for `stale`: the caller's own version meets the stored one. Empty otherwise.
    std::string current = {};
};

/// The value, or why there is none.
template <typename T>
using Result = tl::expected<T, Error>;
using Done = Result<void>;

/// Builds a refusal: `return fail(ErrorKind::conflict, "case/closed");`
[[nodiscard]] inline tl::unexpected<Error> fail(ErrorKind kind, std::string code, std::string field = {})
{
    return tl::unexpected<Error>(Error{.kind = kind, .code = std::move(code), .field = std::move(field)});
}
[[nodiscard]] inline tl::unexpected<Error> fail(Error error)
{
    return tl::unexpected<Error>(std::move(error));
}

} // namespace panoh::core

/// Passes an error on: `PANOH_TRY(auto value, read_it());` and `PANOH_CHECK(write_it());`
#define PANOH_JOIN_(a, b) a##b
#define PANOH_JOIN(a, b) PANOH_JOIN_(a, b)
#define PANOH_TRY_(name, declaration, expression)                                                            \
    auto name = (expression);                                                                                \
    if (!name) return ::panoh::core::fail(std::move(name).error());                                          \
    declaration = std::move(*name)
#define PANOH_TRY(declaration, expression) PANOH_TRY_(PANOH_JOIN(tried_, __LINE__), declaration, expression)
#define PANOH_CHECK_(name, expression)                                                                       \
    if (auto name = (expression); !name) return ::panoh::core::fail(std::move(name).error())
#define PANOH_CHECK(expression) PANOH_CHECK_(PANOH_JOIN(checked_, __LINE__), expression)
