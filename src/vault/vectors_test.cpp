// The frozen vectors of tests/vectors, which another program made from README.md.

#include <fstream>
#include <iterator>

#include <doctest/doctest.h>

#include "audit/chain.h"
#include "core/json.h"
#include "vault/case_keys.h"
#include "vault/format.h"
#include "vault/grants.h"
#include "vault/test_registrar.h"

namespace panoh::vault {

struct RecordVector {
    std::string key;
    std::int64_t key_version = 0;
    std::string table;
    std::string row;
    std::string field;
    std::string case_id;
    std::string compartment;
    std::int64_t row_version = 0;
    std::string plain;
    std::string sealed;
};
PANOH_JSON(RecordVector, key, key_version, table, row, field, case_id, compartment, row_version, plain,
           sealed)
struct CaseWrapVector {
    std::string team_secret;
    std::string case_id;
    std::string compartment;
    std::int64_t version = 0;
    std::string team;
    std::string data_key;
    std::string sealed;
    std::string quick;
    std::string reading;
};
PANOH_JSON(CaseWrapVector, team_secret, case_id, compartment, version, team, data_key, sealed, quick, reading)
struct TeamWrapVector {
    std::string user_secret;
    std::string team;
    std::string compartment;
    std::int64_t epoch = 0;
    std::string user;
    std::string secret;
    std::string sealed;
};
PANOH_JSON(TeamWrapVector, user_secret, team, compartment, epoch, user, secret, sealed)
struct TeamTextVector {
    std::string team_secret;
    std::string team;
    std::int64_t epoch = 0;
    std::string table;
    std::string row;
    std::string field;
    std::string case_id;
    std::string compartment;
    std::int64_t version = 0;
    std::string plain;
    std::string sealed;
    std::string boxed;
};
PANOH_JSON(TeamTextVector, team_secret, team, epoch, table, row, field, case_id, compartment, version, plain,
           sealed, boxed)
struct UserWrapVector {
    std::string key;
    std::string user;
    std::string box;
    std::string sign;
    std::string wrapped;
};
PANOH_JSON(UserWrapVector, key, user, box, sign, wrapped)
struct OwnVector {
    std::string user_secret;
    std::string writer;
    std::string table;
    std::string row;
    std::string field;
    std::int64_t row_version = 0;
    std::string plain;
    std::string sealed;
};
PANOH_JSON(OwnVector, user_secret, writer, table, row, field, row_version, plain, sealed)
struct GrantVector {
    std::string node_seed;
    std::string signer_seed;
    std::string by;
    std::int64_t at = 0;
    std::int64_t ends_at = 0;
    std::string signature;
    std::string certificate;
    std::string user_certificate;
    std::string team_certificate;
};
PANOH_JSON(GrantVector, node_seed, signer_seed, by, at, ends_at, signature, certificate, user_certificate,
           team_certificate)
struct SealedVectors {
    RecordVector record;
    CaseWrapVector case_wrap;
    TeamWrapVector team_wrap;
    TeamTextVector team_text;
    UserWrapVector user_wrap;
    OwnVector own;
    GrantVector grant;
};
PANOH_JSON(SealedVectors, record, case_wrap, team_wrap, team_text, user_wrap, own, grant)
struct AuditVector {
    std::int64_t seq = 0;
    std::int64_t at = 0;
    std::string actor;
    std::string session_hash;
    std::string action;
    std::string outcome;
    std::string object;
    std::string cases;
    std::string purpose;
    std::string detail;
    std::string hash;
};
PANOH_JSON(AuditVector, seq, at, actor, session_hash, action, outcome, object, cases, purpose, detail, hash)
struct AuditVectors {
    std::vector<AuditVector> rows;
};
PANOH_JSON(AuditVectors, rows)

namespace {

template <typename T>
T read_vectors(const char* name)
{
    std::ifstream file(std::string(PANOH_VECTORS "/") + name);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    auto read = core::read_json<T>(text);
    REQUIRE(read);
    return std::move(*read);
}

core::Bytes hex(std::string_view text)
{
    core::Bytes bytes;
    for (std::size_t i = 0; i + 1 < text.size(); i += 2)
        bytes.push_back(static_cast<std::uint8_t>(std::stoi(std::string(text.substr(i, 2)), nullptr, 16)));
    return bytes;
}
core::Secret<32> secret(std::string_view text)
{
    const auto bytes = hex(text);
    REQUIRE(bytes.size() == 32);
    return core::Secret<32>(core::ByteView(bytes).first<32>());
}
template <typename IdType>
IdType id(std::string_view text)
{
    return core::id_from_bytes<IdType>(hex(text));
}
crypto::BoxKeyPair pair_of(std::string_view text)
{
    auto key = secret(text);
    return {crypto::public_key_of(key), std::move(key)};
}
core::Compartment compartment_of(std::string_view text)
{
    const auto found = core::from_text<core::Compartment>(text);
    REQUIRE(found);
    return *found;
}

} // namespace

TEST_CASE("a sealed value made by another program opens")
{
    const auto vector = read_vectors<SealedVectors>("sealed.json").record;
    const auto row = hex(vector.row);
    const Place place{vector.table,
                      core::ByteView(row).first<16>(),
                      vector.field,
                      id<core::CaseId>(vector.case_id),
                      compartment_of(vector.compartment),
                      vector.row_version};
    const auto sealed = hex(vector.sealed);
    CHECK(key_version_of(sealed) == vector.key_version);
    const auto opened = open_record(secret(vector.key), place, sealed);
    REQUIRE(opened);
    CHECK(opened->reveal() == vector.plain);
}

TEST_CASE("wraps made by another program open")
{
    const auto vectors = read_vectors<SealedVectors>("sealed.json");
    const auto& of_case = vectors.case_wrap;
    const CaseWrap wrap{id<core::CaseId>(of_case.case_id), compartment_of(of_case.compartment),
                        of_case.version, id<core::TeamId>(of_case.team)};
    const auto pair = pair_of(of_case.team_secret);
    const auto opened = open_secret(pair, wrap.sealed_context(), hex(of_case.sealed));
    REQUIRE(opened);
    CHECK(core::to_hex(opened->reveal()) == of_case.data_key);
    const auto quick = unwrap_secret(crypto::derive(pair.secret_key, 1, "teamquik"), wrap.quick_context(),
                                     hex(of_case.quick));
    REQUIRE(quick);
    CHECK(core::to_hex(quick->reveal()) == of_case.data_key);

    const TeamKey team_key{.pair = pair_of(of_case.team_secret),
                           .quick = crypto::derive(pair.secret_key, 1, "teamquik")};
    const KeyRing::DataKeyName name{wrap.team, wrap.compartment, wrap.case_id, wrap.version};
    for (const auto* text : {&of_case.quick, &of_case.reading}) {
        const auto either = open_quick_wrap(team_key, name, hex(*text));
        REQUIRE(either);
        CHECK(core::to_hex(either->reveal()) == of_case.data_key);
    }

    const auto& of_team = vectors.team_wrap;
    const TeamWrap team{id<core::TeamId>(of_team.team), compartment_of(of_team.compartment), of_team.epoch,
                        id<core::UserId>(of_team.user)};
    const auto team_secret = open_secret(pair_of(of_team.user_secret), team.context(), hex(of_team.sealed));
    REQUIRE(team_secret);
    CHECK(core::to_hex(team_secret->reveal()) == of_team.secret);

    const auto& user = vectors.user_wrap;
    const auto secrets =
        unwrap_user_secrets(secret(user.key), id<core::UserId>(user.user), hex(user.wrapped));
    REQUIRE(secrets);
    CHECK(core::to_hex(secrets->box.reveal()) == user.box);
    CHECK(core::to_hex(secrets->sign.reveal()) == user.sign);
}

TEST_CASE("a grant and the certificates beside it are what another program makes")
{
    const auto vectors = read_vectors<SealedVectors>("sealed.json");
    const auto& vector = vectors.grant;
    const auto& of_team = vectors.team_wrap;
    const Registrar node(crypto::sign_keys_of(secret(vector.node_seed)));
    const auto giver = id<core::UserId>(vector.by);
    const auto giver_keys = crypto::sign_keys_of(secret(vector.signer_seed));
    const KeyRing ring(giver, {.box = {}, .sign = giver_keys.secret_key.duplicate()}, node);
    const TeamWrap wrap{id<core::TeamId>(of_team.team), compartment_of(of_team.compartment), of_team.epoch,
                        id<core::UserId>(of_team.user)};
    const auto what = member_statement(wrap, hex(of_team.sealed));
    const auto grant = make_grant({node, &ring, {vector.at}}, what, {vector.ends_at});
    CHECK(core::to_hex(grant.signature) == vector.signature);
    CHECK(core::to_hex(grant.certificate) == vector.certificate);
    CHECK(is_good(node, grant, what));
    const auto pair = pair_of(of_team.user_secret);
    const UserPublicKeys keys{.box = pair.public_key, .sign = giver_keys.public_key};
    CHECK(node.certified(user_statement(giver, keys, {vector.at}), hex(vector.user_certificate)));
    CHECK(node.certified(team_statement({wrap.team, wrap.compartment, wrap.epoch},
                                        pair_of(of_team.secret).public_key.bytes, {vector.at}),
                         hex(vector.team_certificate)));
}

TEST_CASE("texts for a team made by another program open, sealed and boxed")
{
    const auto vector = read_vectors<SealedVectors>("sealed.json").team_text;
    const auto row = hex(vector.row);
    const Place place{vector.table,
                      core::ByteView(row).first<16>(),
                      vector.field,
                      id<core::CaseId>(vector.case_id),
                      compartment_of(vector.compartment),
                      vector.version};
    const TeamTextContext context{
        .place = place, .team = id<core::TeamId>(vector.team), .epoch = vector.epoch};
    const auto pair = pair_of(vector.team_secret);
    core::Bytes buffer;
    const auto key = crypto::derive(pair.secret_key, 1, "teamtext");
    const auto quick = open_team_text_into(buffer, key, context, hex(vector.sealed));
    REQUIRE(quick);
    CHECK(*quick == vector.plain);
    const auto boxed = open_team_box_into(buffer, pair, context, hex(vector.boxed));
    REQUIRE(boxed);
    CHECK(*boxed == vector.plain);
}

TEST_CASE("a text for its writer alone, made by another program, opens")
{
    const auto own = read_vectors<SealedVectors>("sealed.json").own;
    const KeyRing writer(id<core::UserId>(own.writer), {.box = secret(own.user_secret), .sign = {}},
                         test::registrar());
    const auto opened = open_own(writer, {own.table, own.row, own.field, own.row_version}, hex(own.sealed));
    REQUIRE(opened);
    CHECK(opened->reveal() == own.plain);
}

TEST_CASE("the audit chain hashes as another program does")
{
    crypto::Hash previous = {};
    for (const auto& row : read_vectors<AuditVectors>("audit_row.json").rows) {
        const auto actor = hex(row.actor);
        const auto session = hex(row.session_hash);
        const auto object = hex(row.object);
        const auto cases = hex(row.cases);
        previous = audit::chain_hash(previous, {row.seq, row.at, actor, session, row.action, row.outcome,
                                                object, cases, row.purpose, row.detail});
        CHECK(core::to_hex(previous) == row.hash);
    }
    CHECK(previous != crypto::Hash{});
}

} // namespace panoh::vault
