#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "bulletin/wording.h"
#include "core/date.h"
#include "core/ids.h"
#include "core/names.h"
#include "outreach/document.h"

template <>
inline constexpr bool panoh::outreach::checked_elsewhere<panoh::core::StoryId> = true;

namespace panoh::bulletin {

/// How the working copy of an edition stands. What is out stays out while its next version goes this way
/// once more.
enum class State { draft, in_review, approved, published, withdrawn };

struct Section {
    using AbsentListsAreEmpty = void;
    std::string key = {};
    std::vector<Wording> titles = {};
    std::vector<core::StoryId> stories = {}; ///< in the order in which they are read
};
PANOH_JSON(Section, key, titles, stories)

/// Where a mission or a partner can be written to. Never a helpline.
struct Contact {
    using AbsentListsAreEmpty = void;
    core::Coded<"country"> country = {};
    std::string name = {};
    std::vector<std::string> emails = {};
    core::Date as_of = {}; ///< the day on which it was known
};
PANOH_JSON(Contact, country, name, emails, as_of)

struct Edition {
    using AbsentListsAreEmpty = void;
    std::vector<Wording> titles = {};
    std::vector<Wording> leads = {};
    std::optional<std::string> number = {};
    core::Date day = {};
    std::vector<core::Coded<"country">> countries = {};
    std::vector<core::Coded<"language">> languages =
        {};                          ///< in the order shown; what lacks stands in the first
    std::vector<Wording> notes = {}; ///< stand on every page; a language may have several
    std::vector<Section> sections = {};
    std::vector<Contact> contacts = {};
    std::optional<bool> fictional = {};
};
PANOH_JSON(Edition, titles, leads, number, day, countries, languages, notes, sections, contacts, fictional)

/// "outreach/missing" without a title or a language; "outreach/repeated" for two in one language, and for a
/// story that stands twice.
void check_more(const Edition& edition, outreach::Findings& findings);
void check_more(const Section& section, outreach::Findings& findings);
/// "bulletin/email_invalid".
void check_more(const Contact& contact, outreach::Findings& findings);

/// The language in which it is written first; empty for a value that was never looked through.
[[nodiscard]] std::string first_language(const Edition& edition);
/// For lists: its title in the first language.
[[nodiscard]] std::string title_of(const Edition& edition);

} // namespace panoh::bulletin

template <>
struct panoh::core::Names<panoh::bulletin::State> {
    using enum panoh::bulletin::State;
    static constexpr std::array<Named<panoh::bulletin::State>, 5> all = {{
        {draft, "draft"},
        {in_review, "in_review"},
        {approved, "approved"},
        {published, "published"},
        {withdrawn, "withdrawn"},
    }};
};
