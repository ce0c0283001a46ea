#include "release/releases_view.h"

#include "release/lineages_store.h"

namespace panoh::release {

namespace {

using core::Action;

/// What a state holds still, rounded down.
std::string left_of(const privacy::LedgerState& state)
{
    const privacy::Rho left = state.budget - state.spent;
    privacy::Epsilon epsilon = privacy::epsilon_for(left, state.delta);
    if (privacy::rho_for(epsilon, state.delta) > left) --epsilon.thousandths;
    return privacy::to_text(epsilon);
}

/// Accounts by name; what is no account as it stands.
std::vector<std::string> people_in(access::PeopleNames& names, std::string_view text)
{
    std::vector<std::string> people;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        const auto id = core::parse_id<core::UserId>(text.substr(0, end));
        const std::string name = id ? names.user(*id) : std::string();
        people.push_back(name.empty() ? std::string(text.substr(0, end)) : name);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return people;
}

std::optional<core::Instant> maybe(core::Instant at)
{
    return at.milliseconds == 0 ? std::nullopt : std::optional(at);
}

std::vector<FileView> views_of(const std::vector<ReleaseFilePart>& files)
{
    std::vector<FileView> views;
    for (const ReleaseFilePart& file : files)
        views.push_back({.name = file.name, .bytes = file.bytes, .sha256 = file.sha256});
    return views;
}

} // namespace

core::Result<LineageView> view_of(store::Reader& reader, const core::Clock& clock,
                                  const std::vector<LedgerMark>& marks, const access::Caller& caller,
                                  const LineageFile& file, bool whole)
{
    PANOH_TRY(const privacy::Ledger ledger, read_ledger(reader, file.id, clock));
    const privacy::LedgerState state = ledger.state();
    access::PeopleNames names(reader, caller.names());
    LineageView view{.id = file.id,
                     .name = file.name,
                     .title = file.title,
                     .version = file.version,
                     .schema_number = file.schema_number,
                     .epsilon = privacy::to_text(state.epsilon),
                     .epsilon_spent = privacy::to_text(state.epsilon_spent),
                     .epsilon_left = left_of(state),
                     .delta_one_in = state.delta.one_in,
                     .lines = static_cast<std::int64_t>(state.lines),
                     .behind = !check_mark(marks, file.id, ledger_lines(reader, file.id)).has_value(),
                     .created_at = file.created_at,
                     .created_by = names.user(file.created_by),
                     .changed_at = file.changed_at,
                     .changed_by = names.user(file.changed_by),
                     .may_write = may<Action::release_write>(caller),
                     .may_approve = may<Action::release_approve>(caller)};
    // Its domains may come from a profile that nobody has looked through.
    if (whole && view.may_write)
        view.schema = core::RawJson{kept_schema(reader, file.id, file.schema_number).document};
    return view;
}

LedgerView view_of(access::PeopleNames& names, const privacy::Ledger& ledger)
{
    const privacy::LedgerState state = ledger.state();
    LedgerView view{.lineage = state.lineage, .delta_one_in = state.delta.one_in};
    for (const privacy::LedgerLine& line : ledger.lines()) {
        LedgerLineView one{.line = line.line,
                           .at = line.at,
                           .kind = line.kind,
                           .release = core::parse_id<core::ReleaseId>(line.release),
                           .what = line.what,
                           .epsilon_after = privacy::to_text({line.epsilon_thousandths}),
                           .by = people_in(names, line.operator_name),
                           .schema = line.schema,
                           .program = line.program,
                           .random = line.random,
                           .outputs = line.outputs,
                           .hash = line.hash};
        if (line.rho > 0) one.epsilon = privacy::to_text(privacy::epsilon_for({line.rho}, state.delta));
        view.lines.push_back(std::move(one));
    }
    return view;
}

ReleaseRow row_of(access::PeopleNames& names, const access::Caller& caller, const ReleaseFile& file)
{
    const bool waits = file.state == ReleaseState::proposed || file.state == ReleaseState::made;
    return {.id = file.id,
            .titles = file.plan.titles,
            .lineage = file.lineage,
            .kind = file.plan.kind,
            .epsilon = file.plan.epsilon,
            .state = file.state,
            .version = file.version,
            .created_at = file.created_at,
            .changed_at = file.changed_at,
            .changed_by = names.user(file.changed_by),
            .waits_for_me =
                waits && may<Action::release_approve>(caller) && may_be_second(file, caller.subject().user)};
}

ReleaseView view_of(store::Reader& reader, const access::Caller& caller, const ReleaseFile& file,
                    const std::optional<MakingProgress>& progress)
{
    access::PeopleNames names(reader, caller.names());
    const auto lineage = find_lineage(reader, file.lineage);
    ReleaseView view{.id = file.id,
                     .state = file.state,
                     .version = file.version,
                     .lineage_name = lineage ? lineage->name : std::string(),
                     .schema_number = file.schema_number,
                     .created_at = file.created_at,
                     .created_by = names.user(file.created_by),
                     .changed_at = file.changed_at,
                     .changed_by = names.user(file.changed_by),
                     .written_by = names.user(file.written_by),
                     .proposed_by = names.user(file.proposed_by),
                     .approved_by = names.user(file.approved_by),
                     .published_by = names.user(file.published_by),
                     .note = file.note,
                     .note_by = names.user(file.note_by),
                     .failure = file.failure,
                     .progress = file.state == ReleaseState::making ? progress : std::nullopt,
                     .manifest = file.manifest,
                     .made_at = maybe(file.made_at),
                     .published_at = maybe(file.published_at),
                     .withdrawn_at = maybe(file.withdrawn_at),
                     .may_change = may<Action::release_write>(caller),
                     .may_approve =
                         may<Action::release_approve>(caller) && may_be_second(file, caller.subject().user),
                     .value = file.plan};
    if (is_there(file.state)) {
        view.epsilon_after = privacy::to_text(file.epsilon_after);
        view.files = views_of(files_of(reader, file.id));
    }
    return view;
}

ReadingView view_of(const microdata::ReadNote& note)
{
    ReadingView view{.rows = note.rows, .people = note.people};
    for (const auto& column : note.undeclared)
        view.undeclared.push_back({.column = column.column, .cells = column.cells, .texts = column.texts});
    return view;
}

PublishedView view_of(const PublishedRelease& release)
{
    const ReleasePlan& plan = release.plan;
    PublishedView view{.id = release.id,
                       .organisation = release.organisation,
                       .titles = plan.titles,
                       .notes = plan.notes,
                       .source = plan.source.kind,
                       .citation = release.citation,
                       .lineage = release.lineage,
                       .kind = plan.kind,
                       .epsilon = plan.epsilon,
                       .epsilon_after = privacy::to_text(release.epsilon_after),
                       .delta_one_in = release.delta.one_in,
                       .manifest = release.manifest,
                       .published_at = release.published_at,
                       .withdrawn_at = release.withdrawn_at,
                       .why_withdrawn = release.why_withdrawn,
                       .files = views_of(release.files)};
    if (plan.kind == ReleaseKind::k || plan.kind == ReleaseKind::tables)
        view.length = plan.length.value_or(usual_length);
    if (plan.kind == ReleaseKind::k) view.k = plan.k.value_or(usual_k);
    return view;
}

} // namespace panoh::release
