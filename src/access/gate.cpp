#include "access/gate.h"

#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <stdexcept>
#include <utility>

#include "access/cookies.h"
#include "access/notices.h"
#include "access/second_factor_store.h"
#include "access/session.h"
#include "core/log.h"

namespace panoh::access {

namespace {

/// How stale the stored time of last use may be: a session then costs one write a minute, not one a request.
constexpr std::int64_t touch_every_ms = core::minute_ms;

core::Error not_allowed()
{
    return {.kind = core::ErrorKind::forbidden, .code = "access/not_allowed"};
}

std::string_view host_of(std::string_view origin, bool secure)
{
    for (const std::string_view scheme : {"https://", "http://"}) {
        if (!origin.starts_with(scheme)) continue;
        // Over TLS only our own TLS pages may call.
        if (secure && scheme == "http://") return {};
        return origin.substr(scheme.size());
    }
    return {};
}

} // namespace

/// Keeps a loop of refused requests from flooding the log: in a minute one row for each thing that a session
/// was refused, and of many things so many rows that the trying out of ids shows.
class Gate::Denials {
public:
    enum class Worth { no, yes, last };
    [[nodiscard]] Worth ask(const crypto::Hash& session, core::Action action, std::string_view path,
                            core::Instant now)
    {
        const std::lock_guard lock(mutex_);
        if (noted_.size() > most)
            std::erase_if(noted_,
                          [&](const auto& item) { return item.second.since + core::minute_ms <= now; });
        Noted& noted = noted_[{session, action}];
        // Of a time to come: the clock was turned back.
        if (noted.things.empty() || noted.since + core::minute_ms <= now || noted.since > now)
            noted = {.since = now, .things = {}};
        if (noted.things.size() >= things_at_most) return Worth::no;
        if (!noted.things.insert(std::hash<std::string_view>()(path)).second) return Worth::no;
        return noted.things.size() == things_at_most ? Worth::last : Worth::yes;
    }

private:
    struct Noted {
        core::Instant since = {};
        std::set<std::size_t> things = {};
    };
    static constexpr std::size_t most = 4096;
    static constexpr std::size_t things_at_most = 20;
    std::mutex mutex_;
    std::map<std::pair<crypto::Hash, core::Action>, Noted> noted_;
};

Gate::Gate(store::Database& database, const core::Clock& clock,
           std::shared_ptr<const vault::Registrar> registrar, bool demo, KeysRule keys, int cases_an_hour)
    : database_(database), clock_(clock), registrar_(std::move(registrar)), demo_(demo), keys_(keys),
      denials_(std::make_shared<Denials>()), pace_(std::make_shared<ReadingPace>(cases_an_hour)),
      kept_keys_(std::make_shared<vault::KeptTeamKeys>()), on_work_(std::make_shared<OnWork>())
{
}

core::Done check_origin(const http::Request& request)
{
    const auto wrong = [] { return core::fail(core::ErrorKind::forbidden, "access/wrong_origin"); };
    const auto site = request.header("sec-fetch-site");
    if (request.method == http::Method::get) {
        // SameSite=Strict keeps the cookie back already; this is for browsers that do not.
        if (site == "cross-site" || site == "same-site") return wrong();
        return {};
    }
    if (!site.empty()) {
        if (site == "same-origin") return {};
        return wrong();
    }
    const auto host = host_of(request.header("origin"), request.secure);
    if (host.empty() || host != request.header("host")) return wrong();
    return {};
}

core::Done PermitIssuer::check(const Subject& subject, core::Action action,
                               const std::optional<CaseFacts>& facts)
{
    switch (decide(subject, action, facts)) {
    case Verdict::allow:
        return {};
    case Verdict::deny:
        return core::fail(not_allowed());
    case Verdict::hide:
        return core::fail(core::ErrorKind::not_found, "case/not_found");
    }
    return core::fail(not_allowed());
}

core::Result<Caller> Gate::let_in(const http::Request& request, core::Action action) const
{
    PANOH_CHECK(check_origin(request));
    PANOH_TRY(const SessionToken token, SessionToken::parse(request.cookie(session_cookie(request))));
    const core::Instant now = clock_.now();
    auto found = database_.read([&](store::Reader& reader) { return read_session(reader, token, now); });
    if (!found) return core::fail(std::move(found).error());
    note_use(found->id, found->last_used_at, now);

    Caller caller;
    caller.subject_ = std::move(found->subject);
    caller.names_ = std::move(found->names);
    if (demo_) caller.subject_.stage = Stage::open;
    caller.act_ = {.actor = caller.subject_.user, .session_hash = audit_hash(found->origin), .at = now};
    caller.session_ = found->id;
    caller.present_until_ = found->step_up_until;
    caller.pace_ = pace_;
    caller.request_key_ = crypto::derive(found->secrets.box, 3, "idempot_");
    caller.keys_ = std::make_shared<vault::KeyRing>(caller.subject_.user, std::move(found->secrets),
                                                    *registrar_, kept_keys_.get(), caller.act_.at);
    if (const auto key = request.header("idempotency-key"); !key.empty())
        caller.idempotency_ = crypto::keyed_hash(caller.request_key_, core::as_bytes(key));

    if (decide(caller.subject_, action, std::nullopt) == Verdict::allow) {
        if (*on_work_ && caller.subject_.stage == Stage::open) (*on_work_)(caller);
        return caller;
    }
    note_denial(caller, action, request, 403);
    if (caller.subject_.stage != Stage::open)
        return core::fail(core::ErrorKind::forbidden, "access/not_finished");
    return core::fail(not_allowed());
}

core::Done Caller::check_present() const
{
    if (subject_.stage != Stage::open) return core::fail(core::ErrorKind::forbidden, "access/not_finished");
    if (key_missing_) return core::fail(core::ErrorKind::forbidden, "access/security_key_needed");
    if (act_.at < present_until_) return {};
    return core::fail(core::ErrorKind::forbidden, "access/step_up_needed");
}

core::Done Caller::opens(std::span<const core::CaseId> cases)
{
    return let_on(pace_->opens(subject_.user, cases, check_present().has_value(), act_.at));
}

core::Done Caller::searches()
{
    return let_on(pace_->searches(subject_.user, check_present().has_value(), act_.at));
}

core::Done Caller::let_on(const ReadingPace::Answer& answer)
{
    switch (answer.verdict) {
    case ReadingPace::Verdict::go_on:
        return {};
    case ReadingPace::Verdict::show_presence:
        return check_present();
    case ReadingPace::Verdict::enough:
        break;
    }
    enough_ = answer;
    const std::int64_t wait = answer.again_at.milliseconds - act_.at.milliseconds;
    return core::fail({.kind = core::ErrorKind::throttled,
                       .code = "access/read_enough",
                       .retry_after = static_cast<int>((wait + core::second_ms - 1) / core::second_ms)});
}

core::Done Gate::check_privileged(Caller& caller, Privileged privileged) const
{
    const bool others = privileged == Privileged::yes || privileged == Privileged::with_names;
    caller.key_missing_ = others && keys_ == KeysRule::required && !demo_ &&
                          should_have_key(caller.subject_.role) &&
                          !database_.read([&](store::Reader& reader) {
                              return has_security_key(reader, caller.subject_.user);
                          });
    switch (privileged) {
    case Privileged::no:
    case Privileged::with_names:
    case Privileged::for_new_key:
    case Privileged::for_others:
        return {};
    case Privileged::own:
    case Privileged::yes:
        break;
    }
    return caller.check_present();
}

void Gate::note_use(const crypto::Hash& session, core::Instant last_used_at, core::Instant now) const
{
    if (now < last_used_at + touch_every_ms) return;
    try {
        [[maybe_unused]] const auto done =
            database_.write([&](store::Transaction& transaction) -> core::Done {
                touch_session(transaction, session, now);
                return {};
            });
    } catch (const store::BrokenStore&) {
        // Reading goes on where writing does not: the session only ends sooner.
        core::log(core::LogLevel::error, "session_touch_failed");
    }
}

void Gate::note_denial(const Caller& caller, core::Action action, const http::Request& request,
                       int status) const
{
    const auto worth = denials_->ask(caller.act_.session_hash, action, request.path, caller.act_.at);
    if (worth == Denials::Worth::no) return;
    // The row says that further ones of this minute are not in the record.
    audit::Entry entry{.action = action,
                       .outcome = audit::Outcome::denied,
                       .detail = "status:" + std::to_string(status) +
                                 (worth == Denials::Worth::last ? ",and_more" : "")};
    if (const auto id = core::parse_id<core::CaseId>(request.param("case"))) entry.cases.push_back(*id);
    [[maybe_unused]] const auto done = database_.write([&](store::Transaction& transaction) -> core::Done {
        audit::append(transaction, caller.act_, entry);
        return {};
    });
}

void Gate::note_enough(const Caller& caller, core::Action action, const http::Request& request) const
{
    if (!caller.enough_->first) return note_denial(caller, action, request, 429);
    [[maybe_unused]] const auto done = database_.write([&](store::Transaction& transaction) -> core::Done {
        const core::UserId user = caller.subject_.user;
        audit::append(transaction, caller.act_,
                      {.action = action,
                       .outcome = audit::Outcome::denied,
                       .object = user.bytes,
                       .detail = "status:429,told"});
        if (note_leads(transaction, user, NoticeKind::colleague_read_enough, caller.act_.at) > 0) return {};
        // Nobody leads them, or they lead alone: who can shut an account.
        for (const Person& each : people_of(transaction, caller.subject_.organisation))
            if (each.active && each.role == Role::administrator)
                note(transaction, each.id, NoticeKind::colleague_read_enough, caller.act_.at, user);
        return {};
    });
}

http::Route Gate::staff(http::Route route, StaffHandler handler) const
{
    const auto action = policy(route.policy);
    if (!action) throw std::logic_error("route without a policy: " + route.pattern);
    const Privileged needs = privileged(route.method, route.pattern);
    if (needs != Privileged::no) route.problems.emplace_back("access/step_up_needed");
    if ((needs == Privileged::yes || needs == Privileged::with_names) && keys_ == KeysRule::required)
        route.problems.emplace_back("access/security_key_needed");
    route.handler = [gate = *this, action = *action, needs,
                     handler = std::move(handler)](const http::Request& request) {
        auto caller = gate.let_in(request, action);
        if (!caller) return http::problem(caller.error());
        // No refusal of the person: the same request comes again with the proof, so nothing of it is
        // recorded.
        if (auto present = gate.check_privileged(*caller, needs); !present)
            return http::problem(present.error());
        http::Response response = handler(*caller, request);
        // What the decision on the thing itself refused; a hidden case is a refusal too.
        const bool hidden_case = response.status == 404 && !request.param("case").empty();
        const bool lacks_proof = response.body.find("access/step_up_needed") != std::string::npos ||
                                 response.body.find("access/security_key_needed") != std::string::npos;
        if ((response.status == 403 && !lacks_proof) || hidden_case)
            gate.note_denial(*caller, action, request, response.status);
        if (caller->enough_) gate.note_enough(*caller, action, request);
        return response;
    };
    return route;
}

http::Route Gate::open(http::Route route, http::Handler handler) const
{
    if (policy(route.policy) != core::Action::open_to_all)
        throw std::logic_error("not an open route: " + route.pattern);
    route.handler = [handler = std::move(handler)](const http::Request& request) {
        if (request.method != http::Method::get) {
            if (auto origin = check_origin(request); !origin) return http::problem(origin.error());
        }
        return handler(request);
    };
    return route;
}

} // namespace panoh::access
