#include "drafts/draft.h"

namespace panoh::drafts {

core::Action right_of(Form form)
{
    switch (form) {
    case Form::new_case:
        return core::Action::case_open;
    case Form::case_happened:
    case Form::case_person:
    case Form::case_next:
    case Form::case_episode:
        return core::Action::case_change;
    case Form::case_identity:
        return core::Action::identity_write;
    case Form::case_whereabouts:
        return core::Action::whereabouts_write;
    case Form::case_story:
    case Form::case_note:
        return core::Action::narrative_write;
    case Form::case_medical_note:
        return core::Action::medical_write;
    case Form::edition_words:
    case Form::edition_story:
        return core::Action::edition_write;
    case Form::new_lineage:
    case Form::lineage_schema:
    case Form::release_plan:
        return core::Action::release_write;
    }
    return core::Action::audit_read;
}

bool is_of_case(Form form)
{
    switch (form) {
    case Form::new_case:
    case Form::edition_words:
    case Form::edition_story:
    case Form::new_lineage:
    case Form::lineage_schema:
    case Form::release_plan:
        return false;
    case Form::case_happened:
    case Form::case_person:
    case Form::case_next:
    case Form::case_episode:
    case Form::case_identity:
    case Form::case_whereabouts:
    case Form::case_story:
    case Form::case_note:
    case Form::case_medical_note:
        return true;
    }
    return false;
}

std::optional<DraftKey> parse_key(std::string_view text)
{
    const auto dot = text.find('.');
    if (dot == std::string_view::npos) return std::nullopt;
    const auto form = core::from_text<Form>(text.substr(0, dot));
    const auto of = core::parse_id<core::CaseId>(text.substr(dot + 1));
    if (!form || !of || of->is_null()) return std::nullopt;
    const DraftKey key{.form = *form, .of = *of};
    // An id may be written with capitals, and would name a second draft.
    if (to_string(key) != text) return std::nullopt;
    return key;
}

std::string to_string(const DraftKey& key)
{
    return std::string(core::to_text(key.form)) + '.' + core::to_string(key.of);
}

Meeting meet(const std::optional<Sitting>& kept, const Sitting& coming,
             const std::optional<core::SittingId>& goes_on_from)
{
    if (!kept) return Meeting::first;
    if (kept->id == coming.id) return coming.count > kept->count ? Meeting::next : Meeting::late;
    return goes_on_from == kept->id ? Meeting::next : Meeting::elsewhere;
}

bool is_over(core::Instant kept_at, const Standing& standing, core::Instant now)
{
    if (!standing.opens || now >= kept_at + lasts_ms) return true;
    return !standing.may_write && now >= kept_at + lasts_without_right_ms;
}

} // namespace panoh::drafts
