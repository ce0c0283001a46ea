#include "audit/audit.h"

#include <array>

#include <doctest/doctest.h>

#include "audit/chain.h"
#include "audit/migrations.h"
#include "audit/test_database.h"

using namespace panoh;
using audit::Entry;
using core::Action;

/// In the place of the one in `access`, which stands above this folder.
namespace panoh::access {
class PermitIssuer {
public:
    static audit::MayLookBack look_back(core::CaseId id) { return audit::MayLookBack(id); }
};
} // namespace panoh::access

namespace {

constexpr core::UserId ayana{{0xa1}};
constexpr core::CaseId first_case{{0xc1}};
constexpr core::CaseId second_case{{0xc2}};

/// More than are filed at once.
std::vector<core::CaseId> many_cases()
{
    std::vector<core::CaseId> cases = {first_case, second_case};
    for (std::uint8_t i = 0; i < 10; ++i)
        cases.push_back({{0xd0, i}});
    return cases;
}

struct Log : test::TestDatabase {
    explicit Log(store::Engine engine) : TestDatabase(engine, {audit::migrations}) {}

    void add(const Entry& entry, std::string purpose = {})
    {
        const audit::Act act{.actor = ayana, .at = {1'000}, .purpose = std::move(purpose)};
        REQUIRE((*this)->write([&](store::Transaction& transaction) -> core::Done {
            audit::append(transaction, act, entry);
            return {};
        }));
    }
    /// Six rows with and without cases, object, purpose and detail.
    void fill()
    {
        add({.action = Action::session_finish});
        add({.action = Action::case_open, .cases = {first_case}, .detail = "basis:consent"});
        add({.action = Action::identity_read, .cases = {second_case, first_case, second_case}}, "follow_up");
        add({.action = Action::case_read, .outcome = audit::Outcome::denied, .cases = {second_case}});
        add({.action = Action::people_manage, .object = std::array<std::uint8_t, 16>{7}, .detail = "role"});
        add({.action = Action::case_move, .cases = {first_case}, .detail = "state:active"});
    }
    [[nodiscard]] std::vector<audit::Seen> of(core::CaseId id, const audit::SeenWanted& wanted = {})
    {
        return (*this)->read([&](store::Reader& reader) {
            return audit::of_case(reader, access::PermitIssuer::look_back(id), wanted);
        });
    }
    audit::Verdict verify()
    {
        return (*this)->read([](store::Reader& reader) { return audit::verify(reader); });
    }
};

void check_broken(Log& log, std::int64_t seq, const char* reason)
{
    const auto verdict = log.verify();
    REQUIRE(verdict.broken_at);
    CHECK(*verdict.broken_at == seq);
    CHECK(verdict.reason == reason);
}

} // namespace

TEST_CASE("an empty log and a filled log verify")
{
    for (const auto engine : test::engines()) {
        Log log(engine);
        CHECK(log.verify().rows == 0);
        CHECK_FALSE(log.verify().broken_at);
        log.fill();
        const auto verdict = log.verify();
        CHECK(verdict.rows == 6);
        CHECK_FALSE(verdict.broken_at);
        CHECK(verdict.head != crypto::Hash{});
    }
}

TEST_CASE("who looked at a case is answered newest first, with what was done")
{
    for (const auto engine : test::engines()) {
        Log log(engine);
        log.fill();
        const auto seen = log.of(first_case);
        REQUIRE(seen.size() == 3);
        CHECK(seen[0].seq == 6);
        CHECK(seen[0].action == Action::case_move);
        CHECK(seen[0].detail == "state:active");
        CHECK(seen[1].purpose == "follow_up");
        CHECK(seen[1].actor == ayana);
        CHECK(seen[1].at == core::Instant{1'000});
        CHECK(seen[2].seq == 2);
    }
}

TEST_CASE("what was refused is no look at a case, and takes no room among the looks")
{
    for (const auto engine : test::engines()) {
        Log log(engine);
        log.fill();
        for (int i = 0; i < 3; ++i)
            log.add(
                {.action = Action::identity_read, .outcome = audit::Outcome::denied, .cases = {second_case}});
        log.add({.action = Action::identity_read, .outcome = audit::Outcome::denied, .cases = many_cases()});
        const auto seen = log.of(second_case, {.limit = 2});
        REQUIRE(seen.size() == 1);
        CHECK(seen[0].seq == 3);
    }
}

TEST_CASE("looks come a page at a time, and how a case went stands on its own")
{
    for (const auto engine : test::engines()) {
        Log log(engine);
        log.fill();
        for (int i = 0; i < 5; ++i)
            log.add({.action = Action::identity_read, .cases = many_cases(), .detail = "names:list"});
        std::vector<std::int64_t> seqs;
        audit::SeenWanted wanted{.limit = 3};
        for (auto page = log.of(first_case, wanted); !page.empty(); page = log.of(first_case, wanted)) {
            for (const auto& row : page)
                seqs.push_back(row.seq);
            wanted.before = page.back().seq;
        }
        CHECK(seqs == std::vector<std::int64_t>{11, 10, 9, 8, 7, 6, 3, 2});
        const auto stages = log.of(first_case, {.stages_only = true, .limit = 2});
        REQUIRE(stages.size() == 2);
        CHECK(stages[0].action == Action::case_move);
        CHECK(stages[1].action == Action::case_open);
    }
}

TEST_CASE("a row rolls back with its act")
{
    for (const auto engine : test::engines()) {
        Log log(engine);
        log.fill();
        const auto done = log->write([&](store::Transaction& transaction) -> core::Done {
            audit::append(transaction, {.actor = ayana},
                          {.action = Action::case_move, .cases = {first_case}});
            return core::fail(core::ErrorKind::conflict, "case/state_not_allowed");
        });
        CHECK_FALSE(done);
        CHECK(log.verify().rows == 6);
        CHECK_FALSE(log.verify().broken_at);
        log.add({.action = Action::case_read, .cases = {first_case}});
        CHECK(log.verify().rows == 7);
        CHECK_FALSE(log.verify().broken_at);
    }
}

TEST_CASE("a change of any field of any row is found at that row")
{
    for (const auto engine : test::engines()) {
        for (const auto* field :
             {"at = at + 1", "actor = session_hash", "session_hash = actor", "action = 'case_read '",
              "outcome = 'failed'", "object = actor", "cases = hash", "purpose = 'training'", "detail = 'x'",
              "hash = session_hash"}) {
            Log log(engine);
            log.fill();
            CAPTURE(field);
            REQUIRE(log.tamper(std::string("UPDATE audit_row SET ") + field + " WHERE seq = 3") == 1);
            check_broken(log, 3, "hash");
        }
    }
}

TEST_CASE("text moved from one field to the next is found")
{
    for (const auto engine : test::engines()) {
        Log log(engine);
        log.add({.action = Action::case_read, .detail = "b"}, "a");
        log.tamper("UPDATE audit_row SET purpose = '', detail = 'ab'");
        check_broken(log, 1, "hash");
    }
}

TEST_CASE("a removed row is found where it stood, also the last one")
{
    for (const auto engine : test::engines()) {
        for (const int removed : {1, 3, 5}) {
            Log log(engine);
            log.fill();
            log.tamper("DELETE FROM audit_row WHERE seq = ?", {removed});
            check_broken(log, removed, "gap");
        }
        Log log(engine);
        log.fill();
        log.tamper("DELETE FROM audit_row WHERE seq = 6");
        check_broken(log, 6, "head");
    }
}

TEST_CASE("an inserted row is found, at the end, before the start and between")
{
    constexpr auto copy =
        "INSERT INTO audit_row SELECT ?, at, actor, session_hash, action, outcome, object, cases, "
        "purpose, detail, hash FROM audit_row WHERE seq = 4";
    for (const auto engine : test::engines()) {
        Log end(engine);
        end.fill();
        end.tamper(copy, {7});
        check_broken(end, 7, "hash");
        Log start(engine);
        start.fill();
        start.tamper(copy, {0});
        check_broken(start, 0, "gap");
        Log between(engine);
        between.fill();
        between.tamper("UPDATE audit_row SET seq = 7 WHERE seq = 6");
        between.tamper("UPDATE audit_row SET seq = 6 WHERE seq = 5");
        between.tamper(copy, {5});
        check_broken(between, 5, "hash");
    }
}

TEST_CASE("two rows that changed places are found")
{
    for (const auto engine : test::engines()) {
        Log log(engine);
        log.fill();
        log.tamper("UPDATE audit_row SET seq = 100 WHERE seq = 2");
        log.tamper("UPDATE audit_row SET seq = 2 WHERE seq = 3");
        log.tamper("UPDATE audit_row SET seq = 3 WHERE seq = 100");
        check_broken(log, 2, "hash");
    }
}

TEST_CASE("a head that does not belong to the last row is found")
{
    for (const auto engine : test::engines()) {
        Log moved(engine);
        moved.fill();
        moved.tamper("UPDATE audit_head SET hash = (SELECT hash FROM audit_row WHERE seq = 5)");
        check_broken(moved, 6, "head");
        Log back(engine);
        back.fill();
        back.tamper("UPDATE audit_head SET seq = 4");
        check_broken(back, 5, "head");
        Log gone(engine);
        gone.fill();
        gone.tamper("DELETE FROM audit_head");
        check_broken(gone, 1, "head");
    }
}

TEST_CASE("a case hidden from or added to the list of who looked is found at its row")
{
    for (const auto engine : test::engines()) {
        Log hidden(engine);
        hidden.fill();
        hidden.tamper("DELETE FROM audit_case WHERE seq = 4");
        check_broken(hidden, 4, "object");
        Log added(engine);
        added.fill();
        added.tamper("INSERT INTO audit_case (case_id, seq) VALUES (?, 5)", {first_case});
        check_broken(added, 5, "object");
        Log moved(engine);
        moved.fill();
        moved.tamper("UPDATE audit_case SET seq = 5 WHERE seq = 6");
        check_broken(moved, 5, "object");
        Log changed(engine);
        changed.fill();
        changed.tamper("UPDATE audit_case SET case_id = ? WHERE seq = 2", {second_case});
        check_broken(changed, 2, "object");
        Log stray(engine);
        stray.fill();
        stray.tamper("INSERT INTO audit_case (case_id, seq) VALUES (?, 7)", {first_case});
        check_broken(stray, 7, "object");
        Log cut(engine);
        cut.fill();
        cut.tamper("UPDATE audit_case SET case_id = ? WHERE seq = 2", {store::Value(core::ByteView())});
        check_broken(cut, 2, "object");
    }
}

TEST_CASE("the layout of a hashed row is the documented one")
{
    const std::array<std::uint8_t, 16> actor = {1};
    const std::array<std::uint8_t, 32> session = {2};
    const std::array<std::uint8_t, 16> cases = {3};
    const audit::RowView row{.seq = 1,
                             .at = 1'700'000'000'000,
                             .actor = actor,
                             .session_hash = session,
                             .action = "identity_read",
                             .outcome = "allowed",
                             .object = {},
                             .cases = cases,
                             .purpose = "follow_up",
                             .detail = "compartment:identity"};
    // Computed with CPython's hashlib and struct from README.md; also in tests/vectors/audit_row.json.
    CHECK(core::to_hex(audit::chain_hash({}, row)) ==
          "baf43423f7fa969820e7afe6abec999425d7f210dd70eb71bd7e4ba717ee7a62");
}
