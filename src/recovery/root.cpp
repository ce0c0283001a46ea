#include "recovery/root.h"

#include <algorithm>

namespace panoh::recovery {

namespace {

/// What the root signs.
crypto::Fields node_statement(core::OrganisationId organisation, const crypto::SignPublicKey& node,
                              core::Instant made_at, core::Instant ends_at)
{
    crypto::Fields fields(256);
    fields.add("nodecert1").add(organisation.bytes).add(node.bytes);
    fields.add(made_at.milliseconds).add(ends_at.milliseconds);
    return fields;
}

/// What the node signs, so that nobody with the database alone puts another root there.
crypto::Fields root_statement(core::OrganisationId organisation, core::ByteView root)
{
    crypto::Fields fields(256);
    fields.add("rootpin1").add(organisation.bytes).add(root);
    return fields;
}

std::string fingerprint_of(core::ByteView root)
{
    constexpr std::size_t shown = 15; // 120 bits: 24 letters in groups of four
    const auto hash = crypto::hash(root);
    return crypto::readable_code(core::ByteView(hash).first(shown));
}

struct RootRow {
    crypto::SignPublicKey root = {};
    core::Bytes node = {};
    core::Instant made_at = {};
    core::Instant ends_at = {};
    crypto::Signature signature = {};
    core::Bytes certificate = {};
    bool kept = false;
};

std::optional<RootRow> load(store::Reader& reader, core::OrganisationId organisation)
{
    static constexpr store::Sql find{"SELECT public_key, node_key, made_at, ends_at, signature, certificate, "
                                     "kept_at FROM recovery_root WHERE organisation = ?"};
    return reader
        .first(find, {organisation},
               [](const store::Row& row) {
                   std::optional<RootRow> read;
                   const auto root = row.bytes(0);
                   const auto signature = row.bytes(4);
                   RootRow found;
                   if (root.size() != found.root.bytes.size() || signature.size() != found.signature.size())
                       return read;
                   std::ranges::copy(root, found.root.bytes.begin());
                   std::ranges::copy(signature, found.signature.begin());
                   found.node.assign(row.bytes(1).begin(), row.bytes(1).end());
                   found.made_at = row.instant(2);
                   found.ends_at = row.instant(3);
                   found.certificate.assign(row.bytes(5).begin(), row.bytes(5).end());
                   found.kept = !row.is_null(6);
                   read = std::move(found);
                   return read;
               })
        .value_or(std::nullopt);
}

void save(store::Transaction& transaction, core::OrganisationId organisation,
          const vault::Registrar& registrar, const crypto::SignKeyPair& root, core::Instant now, bool kept)
{
    static constexpr store::Sql upsert{
        "INSERT INTO recovery_root (organisation, public_key, node_key, made_at, ends_at, signature, "
        "certificate, kept_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (organisation) DO UPDATE SET "
        "public_key = excluded.public_key, node_key = excluded.node_key, made_at = excluded.made_at, "
        "ends_at = excluded.ends_at, signature = excluded.signature, certificate = excluded.certificate, "
        "kept_at = excluded.kept_at"};
    const auto ends_at = now + root_holds_ms;
    const auto signature = crypto::sign(
        root.secret_key, node_statement(organisation, registrar.public_key(), now, ends_at).bytes());
    const core::ByteView public_key(root.public_key.bytes);
    const auto pin = registrar.certify(root_statement(organisation, public_key));
    transaction.run(upsert, {organisation, public_key, core::ByteView(registrar.public_key().bytes), now,
                             ends_at, core::ByteView(signature), core::ByteView(pin),
                             kept ? store::Value(now) : store::Value()});
}

audit::Entry about(core::OrganisationId organisation, std::string_view what)
{
    return {
        .action = core::Action::recovery_manage, .object = organisation.bytes, .detail = std::string(what)};
}

} // namespace

core::Result<MadeRoot> make_root(store::Transaction& transaction, const MayManage& permit,
                                 const audit::Act& act, const vault::Registrar& registrar)
{
    const auto organisation = permit.object();
    const auto before = load(transaction, organisation);
    if (before && before->kept) return core::fail(core::ErrorKind::conflict, "recovery/root_made");
    const auto seed = crypto::random_key();
    const auto root = crypto::sign_keys_of(seed);
    save(transaction, organisation, registrar, root, act.at, false);
    audit::append(transaction, act, about(organisation, before ? "root:made_anew" : "root:made"));
    return MadeRoot{crypto::readable_code(seed.reveal()), fingerprint_of(root.public_key.bytes)};
}

core::Done keep_root(store::Transaction& transaction, const MayManage& permit, const audit::Act& act,
                     std::string_view fingerprint)
{
    static constexpr store::Sql keep{"UPDATE recovery_root SET kept_at = ? WHERE organisation = ?"};
    const auto organisation = permit.object();
    const auto known = load(transaction, organisation);
    if (!known) return core::fail(core::ErrorKind::conflict, "recovery/root_missing");
    if (fingerprint_of(known->root.bytes) != fingerprint)
        return core::fail(core::ErrorKind::conflict, "recovery/root_other");
    if (known->kept) return {};
    transaction.run(keep, {act.at, organisation});
    audit::append(transaction, act, about(organisation, "root:kept"));
    return {};
}

core::Done renew_root(store::Transaction& transaction, const MayManage& permit, const audit::Act& act,
                      const vault::Registrar& registrar, std::string_view code)
{
    const auto organisation = permit.object();
    const auto known = load(transaction, organisation);
    if (!known) return core::fail(core::ErrorKind::conflict, "recovery/root_missing");
    const auto wrong = [] {
        return core::fail(core::ErrorKind::invalid, "recovery/root_code_wrong", "code");
    };
    const auto bytes = crypto::parse_readable_code(code);
    constexpr std::size_t seed_size = 32;
    if (!bytes || bytes->size() != seed_size) return wrong();
    const auto root = crypto::sign_keys_of(crypto::Key(core::ByteView(*bytes).first<seed_size>()));
    if (root.public_key != known->root) return wrong();
    save(transaction, organisation, registrar, root, act.at, true);
    audit::append(transaction, act, about(organisation, "root:renewed"));
    return {};
}

std::optional<RootState> root_state(store::Reader& reader, core::OrganisationId organisation,
                                    const vault::Registrar& registrar, core::Instant now)
{
    const auto row = load(reader, organisation);
    if (!row) return std::nullopt;
    const core::ByteView root(row->root.bytes);
    const bool pinned = registrar.certified(root_statement(organisation, root), row->certificate);
    const auto statement = node_statement(organisation, registrar.public_key(), row->made_at, row->ends_at);
    return RootState{.fingerprint = fingerprint_of(root),
                     .made_at = row->made_at,
                     .ends_at = row->ends_at,
                     .kept = row->kept,
                     .holds = row->kept && pinned && now < row->ends_at &&
                              crypto::verify(row->root, statement.bytes(), row->signature)};
}

} // namespace panoh::recovery
