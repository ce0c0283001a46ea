#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/codes.h"
#include "core/date.h"
#include "core/json.h"

namespace panoh::outreach {

/// What the person agreed to. It binds: what is not in it is not allowed.
struct TestimonyConsent {
    using AbsentListsAreEmpty = void;
    core::Date given_on = {};
    std::vector<core::Coded<"publication">> publications = {};
    std::vector<core::Coded<"country">> countries = {}; ///< in which it may be spread; none: anywhere
    std::optional<core::Date> ends_on = {};
    std::optional<std::string> kept_where = {}; ///< where the signed paper lies; never what stands on it
};
PANOH_JSON(TestimonyConsent, given_on, publications, countries, ends_on, kept_where)

/// The words in another language, as a colleague put them.
struct Translation {
    core::Coded<"language"> language = {};
    std::string text = {};
};
PANOH_JSON(Translation, language, text)
[[nodiscard]] inline std::string told_apart_by(const Translation& translation)
{
    return translation.language.code;
}

/// What a survivor gave for publication. Nothing here says who: no name, and no way to a case.
struct Testimony {
    using AbsentListsAreEmpty = void;
    std::string title = {}; ///< of this entry, for colleagues
    std::string pseudonym = {};
    core::Coded<"testimony_form"> form = {};
    std::optional<core::Date> given_on = {};
    std::optional<core::Coded<"language">> language = {};
    std::vector<core::Coded<"country">> countries = {};
    std::optional<std::string> text = {}; ///< the words as they may be printed
    std::vector<Translation> translations = {};
    TestimonyConsent consent = {};
    std::optional<core::Date> withdrawn_on = {}; ///< set by withdrawing alone, and never taken away
};
PANOH_JSON(Testimony, title, pseudonym, form, given_on, language, countries, text, translations, consent,
           withdrawn_on)

/// Whether it may be printed in this way on this day: agreed to, not over, not taken back.
[[nodiscard]] bool may_publish(const Testimony& testimony, std::string_view publication, core::Date day);

} // namespace panoh::outreach
