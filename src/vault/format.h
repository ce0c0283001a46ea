#pragma once

// The layouts of everything that is sealed; README.md says them for independent readers.

#include <cstdint>

#include "core/bytes.h"
#include "core/compartment.h"
#include "core/result.h"
#include "crypto/crypto.h"
#include "crypto/fields.h"
#include "vault/vault.h"

namespace panoh::vault {

inline constexpr std::size_t context_size = 256; ///< more than any context or wrap below takes

/// "vault/no_key"
[[nodiscard]] tl::unexpected<core::Error> no_key();
/// "vault/tampered"; says so in the log, too.
[[nodiscard]] tl::unexpected<core::Error> tampered();

/// A secret of 32 bytes behind its context, sealed to a public key; opened only when the context is the
/// expected one.
[[nodiscard]] core::Result<core::Bytes>
seal_secret(const crypto::BoxPublicKey& to, const crypto::Fields& context, const core::Secret<32>& secret);
[[nodiscard]] core::Result<core::Secret<32>>
open_secret(const crypto::BoxKeyPair& keys, const crypto::Fields& context, core::ByteView sealed);
/// The same for a symmetric key, to which the context is bound as additional data.
[[nodiscard]] core::Bytes wrap_secret(const crypto::Key& key, const crypto::Fields& context,
                                      const core::Secret<32>& secret);
[[nodiscard]] core::Result<core::Secret<32>>
unwrap_secret(const crypto::Key& key, const crypto::Fields& context, core::ByteView wrapped);

/// A team's secret key on its way to a member.
struct TeamWrap {
    core::TeamId team;
    core::Compartment compartment;
    std::int64_t epoch;
    core::UserId user;
    [[nodiscard]] crypto::Fields context() const;
};

/// A case's data key on its way to a team.
struct CaseWrap {
    core::CaseId case_id;
    core::Compartment compartment;
    std::int64_t version;
    core::TeamId team;
    [[nodiscard]] crypto::Fields sealed_context() const;
    /// For a key that may be written under, because a holder made it.
    [[nodiscard]] crypto::Fields quick_context() const;
    /// For a key that only opens.
    [[nodiscard]] crypto::Fields reading_context() const;
};

/// A sealed value: version | algorithm | key version | nonce | ciphertext.
[[nodiscard]] core::Bytes seal_record(const crypto::Key& key, std::int64_t key_version, const Place& place,
                                      std::string_view plain);
/// The key version that a sealed value names; nothing when the value is of no known make.
[[nodiscard]] std::optional<std::int64_t> key_version_of(core::ByteView sealed);
[[nodiscard]] core::Result<core::SecretText> open_record(const crypto::Key& key, const Place& place,
                                                         core::ByteView sealed);

/// The same into a buffer that the caller keeps and wipes; the text stands in it.
[[nodiscard]] core::Result<std::string_view> open_record_into(core::Bytes& plain, const crypto::Key& key,
                                                              const Place& place, core::ByteView sealed);

/// A text for all who hold a team's key, without a data key between: version | algorithm | epoch | body. The
/// body is encrypted under the team's text key, or, by who does not hold it, a sealed box to its public key.
struct TeamTextContext {
    const Place& place;
    core::TeamId team;
    std::int64_t epoch;
    [[nodiscard]] crypto::Fields fields() const;
};
[[nodiscard]] core::Bytes seal_team_text(const crypto::Key& text_key, const TeamTextContext& context,
                                         std::string_view plain);
[[nodiscard]] core::Result<core::Bytes> box_team_text(const crypto::BoxPublicKey& to,
                                                      const TeamTextContext& context, std::string_view plain);
enum class TeamTextMake { sealed, boxed };
/// Nothing when the text is of no known make.
[[nodiscard]] std::optional<TeamTextMake> make_of_team_text(core::ByteView sealed);
[[nodiscard]] core::Result<std::string_view> open_team_text_into(core::Bytes& plain,
                                                                 const crypto::Key& text_key,
                                                                 const TeamTextContext& context,
                                                                 core::ByteView sealed);
[[nodiscard]] core::Result<std::string_view> open_team_box_into(core::Bytes& plain,
                                                                const crypto::BoxKeyPair& keys,
                                                                const TeamTextContext& context,
                                                                core::ByteView sealed);

} // namespace panoh::vault
