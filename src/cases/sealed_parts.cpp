#include "cases/sealed_parts.h"

#include "cases/cases_store.h"
#include "cases/places.h"
#include "cases/seal_identity.h"
#include "core/json.h"

namespace panoh::cases {
namespace {

/// Takes over what the coded part shows of a birth. Its audit row is that of the identity.
core::Done follow_birth(store::Transaction& transaction, const audit::Act& act, const CaseFile& before,
                        const core::PartialDate& birth, const std::string& time_zone)
{
    CaseFile file = before;
    file.age_band = age_band(birth, core::local_day(file.opened_at, time_zone));
    file.birth_year_known = birth.year.has_value();
    if (file.age_band == before.age_band && file.birth_year_known == before.birth_year_known) return {};
    ++file.version;
    file.updated_by = act.actor;
    file.updated_at = act.at;
    if (!update_case(transaction, before, file)) return core::fail(core::ErrorKind::stale, "case/stale");
    return {};
}

/// One sealed part: where it stands and what its writing is called.
struct Part {
    SealedPart part;
    vault::Place (*place)(const core::CaseId& id, std::int64_t version);
    const char* stale;
    Action written;
    const char* detail;
};
constexpr Part of_identity = {SealedPart::identity, identity_place, "case/identity_stale",
                              Action::identity_write, "compartment:identity"};
constexpr Part of_whereabouts = {SealedPart::whereabouts, whereabouts_place, "case/whereabouts_stale",
                                 Action::whereabouts_write, "compartment:whereabouts"};
constexpr Part of_story = {SealedPart::story, story_place, "case/story_stale", Action::narrative_write,
                           "compartment:narrative"};

template <typename T>
core::Result<Versioned<T>> opened(const SealedRow& row, const core::Result<core::SecretText>& text)
{
    if (!text) return core::fail(text.error());
    PANOH_TRY(T value, core::read_json<T>(text->reveal()));
    return Versioned<T>{row.version, std::move(value)};
}

/// Opened with the key of `team`.
template <typename T>
core::Result<Versioned<T>> read_part(store::Reader& reader, vault::KeyRing& keys, core::TeamId team,
                                     const core::CaseId& id, const Part& part)
{
    const auto row = load_sealed(reader, part.part, id);
    if (!row) return Versioned<T>{};
    return opened<T>(*row, vault::open(reader, keys, team, part.place(id, row->version), row->sealed));
}

template <typename T>
core::Result<Versioned<T>> read_part(store::Reader& reader, vault::KeyRing& keys, const core::CaseId& id,
                                     const Part& part)
{
    PANOH_TRY(const CaseFile file, known_case(reader, id));
    return read_part<T>(reader, keys, file.team, id, part);
}

template <typename T>
core::Result<std::int64_t> write_part(store::Transaction& transaction, vault::KeyRing& keys,
                                      const audit::Act& act, const core::CaseId& id, std::int64_t expected,
                                      const T& value, const Part& part)
{
    PANOH_TRY(const CaseFile file, known_case(transaction, id));
    const auto row = load_sealed(transaction, part.part, id);
    if ((row ? row->version : 0) != expected) return core::fail(core::ErrorKind::stale, part.stale);
    const std::string text = core::write_json(value);
    PANOH_TRY(const core::Bytes sealed,
              vault::seal(transaction, keys, file.team, part.place(id, expected + 1), text));
    save_sealed(transaction, part.part, id, expected + 1, sealed, act);
    audit::append(transaction, act, {.action = part.written, .cases = {id}, .detail = part.detail});
    return expected + 1;
}

template <typename T>
core::Result<std::vector<Replaced<T>>> part_before(store::Reader& reader, vault::KeyRing& keys,
                                                   const core::CaseId& id, SealedPart part,
                                                   vault::Place (*place)(const core::CaseId&, std::int64_t))
{
    PANOH_TRY(const CaseFile file, known_case(reader, id));
    const auto rows = sealed_before(reader, part, id);
    std::vector<vault::Sealed> sealed;
    sealed.reserve(rows.size());
    for (const auto& row : rows)
        sealed.push_back({.team = file.team, .place = place(id, row.row.version), .sealed = row.row.sealed});
    const auto texts = vault::open_all(reader, keys, sealed);
    std::vector<Replaced<T>> found;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        PANOH_TRY(auto was, opened<T>(rows[i].row, texts[i]));
        found.push_back({.version = was.version,
                         .changed_by = rows[i].changed_by,
                         .changed_at = rows[i].changed_at,
                         .value = std::move(was.value)});
    }
    return found;
}

} // namespace

core::Result<Versioned<Identity>>
read_identity(store::Reader& reader, const CasePermit<Action::identity_read>& permit, vault::KeyRing& keys)
{
    return read_part<Identity>(reader, keys, permit.object(), of_identity);
}

core::Result<std::int64_t> write_identity(store::Transaction& transaction,
                                          const CasePermit<Action::identity_write>& permit,
                                          vault::KeyRing& keys, const audit::Act& act, std::int64_t expected,
                                          const Identity& identity, const std::string& time_zone)
{
    const core::CaseId& id = permit.object();
    PANOH_CHECK(check(identity, core::local_day(act.at, time_zone)));
    PANOH_TRY(const CaseFile file, known_case(transaction, id));
    const auto row = load_sealed(transaction, SealedPart::identity, id);
    if ((row ? row->version : 0) != expected)
        return core::fail(core::ErrorKind::stale, "case/identity_stale");
    PANOH_CHECK(seal_identity(transaction, keys, file, expected + 1, identity, act));
    PANOH_CHECK(follow_birth(transaction, act, file, identity.birth, time_zone));
    audit::append(transaction, act,
                  {.action = Action::identity_write, .cases = {id}, .detail = "compartment:identity"});
    return expected + 1;
}

core::Result<Versioned<Whereabouts>> read_whereabouts(store::Reader& reader,
                                                      const CasePermit<Action::whereabouts_read>& permit,
                                                      vault::KeyRing& keys)
{
    return read_part<Whereabouts>(reader, keys, permit.object(), of_whereabouts);
}

core::Result<InEmergency> read_in_emergency(store::Reader& reader,
                                            const CasePermit<Action::emergency_read>& permit,
                                            vault::KeyRing& keys, core::TeamId emergency_team)
{
    const core::CaseId& id = permit.object();
    InEmergency found;
    PANOH_TRY(found.identity, read_part<Identity>(reader, keys, emergency_team, id, of_identity));
    PANOH_TRY(found.whereabouts, read_part<Whereabouts>(reader, keys, emergency_team, id, of_whereabouts));
    return found;
}

core::Result<std::int64_t> write_whereabouts(store::Transaction& transaction,
                                             const CasePermit<Action::whereabouts_write>& permit,
                                             vault::KeyRing& keys, const audit::Act& act,
                                             std::int64_t expected, const Whereabouts& whereabouts)
{
    PANOH_CHECK(check(whereabouts));
    return write_part(transaction, keys, act, permit.object(), expected, whereabouts, of_whereabouts);
}

core::Result<Versioned<Story>>
read_story(store::Reader& reader, const CasePermit<Action::narrative_read>& permit, vault::KeyRing& keys)
{
    return read_part<Story>(reader, keys, permit.object(), of_story);
}

core::Result<std::int64_t> write_story(store::Transaction& transaction,
                                       const CasePermit<Action::narrative_write>& permit,
                                       vault::KeyRing& keys, const audit::Act& act, std::int64_t expected,
                                       const Story& story, const std::string& time_zone)
{
    PANOH_CHECK(check(story, core::local_day(act.at, time_zone)));
    return write_part(transaction, keys, act, permit.object(), expected, story, of_story);
}

core::Result<std::vector<Replaced<Identity>>>
identity_before(store::Reader& reader, const CasePermit<Action::identity_read>& permit, vault::KeyRing& keys)
{
    return part_before<Identity>(reader, keys, permit.object(), SealedPart::identity, identity_place);
}

core::Result<std::vector<Replaced<Whereabouts>>>
whereabouts_before(store::Reader& reader, const CasePermit<Action::whereabouts_read>& permit,
                   vault::KeyRing& keys)
{
    return part_before<Whereabouts>(reader, keys, permit.object(), SealedPart::whereabouts,
                                    whereabouts_place);
}

core::Result<std::vector<Replaced<Story>>>
story_before(store::Reader& reader, const CasePermit<Action::narrative_read>& permit, vault::KeyRing& keys)
{
    return part_before<Story>(reader, keys, permit.object(), SealedPart::story, story_place);
}

core::Done note_opened(store::Transaction& transaction, access::Caller& caller, Action action,
                       core::Compartment compartment, const CaseFile& file)
{
    PANOH_CHECK(caller.opens({&file.id, 1}));
    audit::append(transaction, caller.act(),
                  {.action = action,
                   .cases = {file.id},
                   .detail = "compartment:" + std::string(core::to_text(compartment))});
    if (caller.keys().opened_slowly())
        vault::quicken(transaction, caller.keys(), file.team, compartment, {&file.id, 1});
    return {};
}

} // namespace panoh::cases
