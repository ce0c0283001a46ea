#include "cases/key_rotation.h"

#include <algorithm>
#include <chrono>

#include "access/finding.h"
#include "access/gate.h"
#include "access/people.h"
#include "cases/cases_store.h"
#include "cases/places.h"
#include "cases/search_store.h"
#include "core/log.h"
#include "vault/escrow.h"
#include "vault/short_texts.h"
#include "vault/standing.h"

namespace panoh::cases {

namespace {

/// So many data keys or texts in a transaction: some milliseconds.
constexpr std::int64_t portion_size = 100;
constexpr std::int64_t try_again_after_ms = 5 * core::second_ms;

audit::Entry about(const vault::DueRotation& due, std::string_view what)
{
    return {.action = core::Action::team_rotate_keys,
            .object = due.team.bytes,
            .detail = std::string(what) + ":" + std::string(core::to_text(due.compartment)) + ":" +
                      std::to_string(due.epoch)};
}

struct Moved {
    std::int64_t broken = 0; ///< opens no longer, and stays as it is
    bool more = false;
};

/// Data keys of cases; wraps that stand beside the short texts of the team's own cases go with them.
core::Result<Moved> move_keys(store::Transaction& transaction, vault::KeyRing& keys,
                              const vault::DueRotation& due, vault::RewrapPlace& place)
{
    PANOH_TRY(const auto portion, vault::rewrap_some(transaction, keys, due, place, portion_size));
    if (due.compartment == core::Compartment::identity)
        for (const auto& [id, version, wrap] : portion.keys)
            replace_wrap(transaction, due.team, id, version, wrap);
    place = portion.last;
    return Moved{.broken = portion.broken, .more = !portion.empty()};
}

/// Texts that lie under the finding key itself.
core::Result<Moved> move_findings(store::Transaction& transaction, vault::KeyRing& keys,
                                  const vault::DueRotation& due, core::CaseId& after)
{
    PANOH_TRY(auto texts, vault::ShortTexts::of(transaction, keys, due.team, due.compartment));
    const auto teams = access::team_ids_of(transaction, core::OrganisationId{due.team.bytes});
    Moved moved;
    for (const auto& old : old_findings(transaction, due.epoch, after, portion_size)) {
        after = old.id;
        moved.more = true;
        if (std::ranges::find(teams, old.team) == teams.end()) continue;
        const auto place = finding_place(old.id, old.version);
        const auto text = texts.open_team_text(place, old.sealed, old.epoch);
        if (!text) {
            ++moved.broken;
            continue;
        }
        PANOH_TRY(const auto sealed, vault::seal_to_team(transaction, keys, due.team, place, *text));
        save_finding(transaction, old.team,
                     {.id = old.id, .version = old.version, .epoch = sealed.epoch, .sealed = sealed.sealed});
    }
    return moved;
}

bool is_finding_key(store::Reader& reader, core::TeamId team)
{
    return access::organisation(reader, core::OrganisationId{team.bytes}).has_value();
}

/// Also that somebody was left out: the public key of a colleague was changed by who can write the database.
void note_begun(store::Transaction& transaction, const vault::DueRotation& due, const audit::Act& act)
{
    audit::append(transaction, act, about(due, "rotation:begun"));
    for (const auto& each : vault::left_out(transaction)) {
        if (each.team != due.team || each.compartment != due.compartment || each.at != act.at) continue;
        auto entry = about(due, "rotation:left_out");
        entry.outcome = audit::Outcome::failed;
        entry.detail += ":" + core::to_string(each.user);
        audit::append(transaction, act, entry);
    }
}

/// Seals to a group what it reads along with and has not yet, a portion in each transaction.
core::Done share(store::Database& database, vault::KeyRing& keys, const vault::Standing& standing,
                 const std::stop_token& stop)
{
    vault::RewrapPlace place;
    for (bool more = true; more && !stop.stop_requested();) {
        // A job may run again from its start: what it moves on with is only taken over when it is through.
        PANOH_TRY(const auto portion,
                  database.write([&](store::Transaction& transaction) -> core::Result<vault::SharedPortion> {
                      keys.forget_teams();
                      PANOH_TRY(auto shared,
                                vault::share_some(transaction, keys, standing, place, portion_size));
                      if (shared.empty()) vault::end_sharing(transaction, standing);
                      return shared;
                  }));
        place = portion.last;
        more = !portion.empty();
    }
    return {};
}

/// True when it is the finding key.
core::Result<bool> begin(store::Database& database, const Rotator& by, const vault::DueRotation& due,
                         const audit::Act& act)
{
    const vault::Registrar::Beginning beginning(by.keys->registrar());
    return database.write([&](store::Transaction& transaction) -> core::Result<bool> {
        by.keys->forget_teams();
        const auto before = vault::team_key_epoch(transaction, due.team, due.compartment);
        PANOH_TRY(const auto epoch, vault::begin_epoch(transaction, *by.keys, due, act.at));
        if (before != epoch) note_begun(transaction, due, act);
        return is_finding_key(transaction, due.team);
    });
}

} // namespace

core::Result<bool> rotate_key(store::Database& database, const core::Clock& clock, const RotatePermit& permit,
                              const Rotator& by, const vault::DueRotation& due,
                              const std::function<bool()>& go_on)
{
    if (permit.object() != due.team) return core::fail(core::ErrorKind::forbidden, "access/not_allowed");
    audit::Act act = by.act;
    act.at = clock.now();
    PANOH_TRY(const bool finding, begin(database, by, due, act));
    vault::RewrapPlace place;
    core::CaseId after;
    std::int64_t broken = 0;
    for (bool more = true; more;) {
        if (!go_on()) return false;
        // A job may run again from its start: what it moves on with is only taken over when it is through.
        auto next_place = place;
        auto next_after = after;
        PANOH_TRY(const auto moved,
                  database.write([&](store::Transaction& transaction) -> core::Result<Moved> {
                      next_place = place;
                      next_after = after;
                      return finding ? move_findings(transaction, *by.keys, due, next_after)
                                     : move_keys(transaction, *by.keys, due, next_place);
                  }));
        place = next_place;
        after = next_after;
        broken += moved.broken;
        more = moved.more;
    }
    return database.write([&](store::Transaction& transaction) -> core::Result<bool> {
        if (finding &&
            count_old_findings(transaction,
                               access::team_ids_of(transaction, core::OrganisationId{due.team.bytes}),
                               due.epoch) > broken)
            return false;
        if (!vault::end_epochs(transaction, due, broken)) return false;
        audit::append(transaction, act, about(due, "rotation:done"));
        return true;
    });
}

KeyRotation::KeyRotation(store::Database& database, const core::Clock& clock)
    : database_(database), clock_(clock), thread_([this](const std::stop_token& stop) { run(stop); })
{
}

KeyRotation::~KeyRotation()
{
    thread_.request_stop();
    wake_.notify_all();
}

void KeyRotation::offer(const access::Subject& subject, const audit::Act& act, const vault::KeyRing& keys)
{
    if (!due_) return;
    const std::lock_guard lock(mutex_);
    if (offered_) return;
    const auto tried = tried_.find(subject.user);
    if (tried != tried_.end() && act.at < tried->second + try_again_after_ms && act.at >= tried->second)
        return;
    tried_[subject.user] = act.at;
    offered_ = Rotator{.subject = subject, .act = act, .keys = keys.duplicate()};
    wake_.notify_all();
}

void KeyRotation::rotate_all(const Rotator& by, const std::stop_token& stop)
{
    const auto due =
        database_.read([&](store::Reader& reader) { return vault::rotations_due(reader, by.subject.user); });
    for (const auto& each : due) {
        if (stop.stop_requested()) return;
        const auto permit =
            access::PermitIssuer::permit<core::Action::team_rotate_keys>(by.subject, each.team);
        if (!permit) return;
        const auto done =
            rotate_key(database_, clock_, *permit, by, each, [&] { return !stop.stop_requested(); });
        if (!done)
            core::log(core::LogLevel::error, "rotation_refused",
                      {{"code", core::LogValue::word(done.error().code)}});
    }
}

void KeyRotation::deposit_all(const Rotator& by)
{
    const auto& subject = by.subject;
    auto teams = subject.teams;
    teams.push_back(access::finding_team(subject.organisation));
    const auto left_of = [&](store::Reader& reader) {
        return vault::undeposited(reader, subject.organisation, teams, subject.user);
    };
    // Most people come while only somebody else could do something: no transaction for them.
    if (database_.read(left_of).empty()) return;
    const auto done = database_.write([&](store::Transaction& transaction) -> core::Done {
        by.keys->forget_teams();
        const auto left = left_of(transaction);
        for (const auto& each : left)
            PANOH_CHECK(vault::deposit(transaction, *by.keys, subject.organisation, each));
        return {};
    });
    if (!done)
        core::log(core::LogLevel::error, "deposit_refused",
                  {{"code", core::LogValue::word(done.error().code)}});
}

void KeyRotation::share_all(const Rotator& by, const std::stop_token& stop)
{
    const auto due =
        database_.read([&](store::Reader& reader) { return vault::standing_due(reader, by.subject.user); });
    for (const auto& each : due) {
        const auto done = share(database_, *by.keys, each, stop);
        if (!done)
            core::log(core::LogLevel::error, "sharing_refused",
                      {{"code", core::LogValue::word(done.error().code)}});
    }
}

void KeyRotation::run(const std::stop_token& stop)
{
    std::unique_lock lock(mutex_);
    while (!stop.stop_requested()) {
        wake_.wait_for(lock, stop, std::chrono::seconds(1), [&] { return offered_.has_value(); });
        auto by = std::move(offered_);
        offered_.reset();
        lock.unlock();
        try {
            if (by) {
                rotate_all(*by, stop);
                deposit_all(*by);
                share_all(*by, stop);
            }
            due_ = database_.read([](store::Reader& reader) {
                return !vault::rotations_due(reader).empty() || vault::deposits_wanted(reader) ||
                       !vault::standing_due(reader).empty();
            });
        } catch (const std::exception&) {
            core::log(core::LogLevel::error, "rotation_failed");
        }
        by.reset();
        lock.lock();
        // Whoever could do something may do more at once, when the next one leaves.
        if (!due_) tried_.clear();
    }
}

} // namespace panoh::cases
