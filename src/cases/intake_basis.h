#pragma once

#include <optional>

#include "core/codes.h"
#include "core/json_types.h"
#include "core/result.h"

namespace panoh::cases {

/// Why a case may be opened: the person's consent (HTCDS `con_Consent`, and how it was given), or a lawful
/// exception that is logged. The consent slice will take this over: it answers the same question, `may_open`,
/// from its own records.
struct IntakeBasis {
    bool given = false;
    std::optional<core::Coded<"consent_mode">> mode = {};
    std::optional<core::Coded<"consent_exception">> exception = {};
};
PANOH_JSON(IntakeBasis, given, mode, exception)

/// Exactly one of the two: "case/consent_mode_missing", "case/consent_or_exception",
/// "case/consent_and_exception".
[[nodiscard]] inline core::Done may_open(const IntakeBasis& basis)
{
    using core::ErrorKind;
    if (basis.given && basis.exception)
        return core::fail(ErrorKind::invalid, "case/consent_and_exception", "consent/exception");
    if (basis.given && !basis.mode)
        return core::fail(ErrorKind::invalid, "case/consent_mode_missing", "consent/mode");
    if (!basis.given && !basis.exception)
        return core::fail(ErrorKind::conflict, "case/consent_or_exception", "consent");
    if (!basis.given && basis.mode)
        return core::fail(ErrorKind::invalid, "case/consent_mode_without_consent", "consent/mode");
    return {};
}

} // namespace panoh::cases
