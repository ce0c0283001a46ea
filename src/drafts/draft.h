#pragma once

// What a draft is, and the rules for it; pure.

#include <optional>
#include <string>
#include <string_view>

#include "core/action.h"
#include "core/clock.h"
#include "core/ids.h"
#include "core/names.h"
#include "core/result.h"

namespace panoh::drafts {

/// The forms that are kept while somebody fills them in. A new form gets a word here and a right in
/// `right_of`.
enum class Form {
    new_case,
    case_happened, ///< three groups of coded answers
    case_person,
    case_next,
    case_episode,
    case_identity,
    case_whereabouts,
    case_story,
    case_note,
    case_medical_note,
    edition_words, ///< what an edition of the bulletin says itself
    edition_story, ///< of the bulletin: of a story, or of an edition that gets a new one
    new_lineage,
    lineage_schema,
    release_plan, ///< of a release, or of a lineage that gets a new one
};

} // namespace panoh::drafts

template <>
struct panoh::core::Names<panoh::drafts::Form> {
    using enum panoh::drafts::Form;
    static constexpr std::array<Named<panoh::drafts::Form>, 15> all = {{
        {new_case, "new_case"},
        {case_happened, "case_happened"},
        {case_person, "case_person"},
        {case_next, "case_next"},
        {case_episode, "case_episode"},
        {case_identity, "case_identity"},
        {case_whereabouts, "case_whereabouts"},
        {case_story, "case_story"},
        {case_note, "case_note"},
        {case_medical_note, "case_medical_note"},
        {edition_words, "edition_words"},
        {edition_story, "edition_story"},
        {new_lineage, "new_lineage"},
        {lineage_schema, "lineage_schema"},
        {release_plan, "release_plan"},
    }};
};

namespace panoh::drafts {

/// What saving the form needs, and so does its draft.
[[nodiscard]] core::Action right_of(Form form);

/// Whether it is filled in for a case that is there.
[[nodiscard]] bool is_of_case(Form form);

/// Which draft of a person. As text `case_note.<uuid>`.
struct DraftKey {
    Form form = Form::new_case;
    /// The case; for the forms that are of none only what tells several drafts apart.
    core::CaseId of = {};
    [[nodiscard]] std::optional<core::CaseId> case_of() const
    {
        return is_of_case(form) ? std::optional(of) : std::nullopt;
    }
    bool operator==(const DraftKey&) const = default;
};
/// One text for one key, in lower case: nothing for any other.
[[nodiscard]] std::optional<DraftKey> parse_key(std::string_view text);
[[nodiscard]] std::string to_string(const DraftKey& key);

/// Which writing of which opened form it is. The browser counts on, so that a late request never puts an
/// older text over a newer one.
struct Sitting {
    core::SittingId id = {};
    std::int64_t count = 0;
};
/// How a writing meets what is kept already.
enum class Meeting {
    first,    ///< nothing is there, or nothing that opens: it begins
    next,     ///< goes on in the same sitting, or from the one it names
    late,     ///< a newer one of the same sitting is kept: nothing to do
    elsewhere ///< another sitting's text, which this one has not seen
};
[[nodiscard]] Meeting meet(const std::optional<Sitting>& kept, const Sitting& coming,
                           const std::optional<core::SittingId>& goes_on_from);

constexpr std::int64_t lasts_ms = 14 * core::day_ms;
/// A case that is handed over or closed by mistake comes back within a day.
constexpr std::int64_t lasts_without_right_ms = core::day_ms;
constexpr int drafts_at_most = 20;
constexpr std::size_t longest_text = std::size_t{256} * 1024;

/// How things stand with a draft that is looked at.
struct Standing {
    bool opens = false;     ///< its writer is active and has the keys it was sealed with
    bool may_write = false; ///< and may still save it
};
/// Whether it is to be deleted.
[[nodiscard]] bool is_over(core::Instant kept_at, const Standing& standing, core::Instant now);

} // namespace panoh::drafts
