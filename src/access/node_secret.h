#pragma once

#include <memory>
#include <string>

#include "core/result.h"
#include "crypto/crypto.h"
#include "store/store.h"
#include "vault/registrar.h"

namespace panoh::access {

/// Where the secret of a node is: what systemd laid down as `node.secret` in $CREDENTIALS_DIRECTORY, else the
/// file of that name in the data folder, which need not be there. "access/node_secret_two" on field
/// files.data when both are there and are not the same 32 bytes; "access/node_secret" when one of two cannot
/// be read.
[[nodiscard]] core::Result<std::string> place_of_node_secret(const std::string& data_folder);

/// 32 bytes in a file of their own, beside the database and never in it: who steals the database alone can
/// guess no password, read no second factor and forge no activation code.
class NodeSecret {
public:
    /// Reads the file, or makes it (mode 0600, synced) when there is none; systemd's is never made.
    /// "access/node_secret" when it cannot be read, has another length, or may be read by other accounts of
    /// the machine.
    [[nodiscard]] static core::Result<NodeSecret> load_or_make(const std::string& path);
    /// A throw-away one, for tests and commands that touch no stored password.
    [[nodiscard]] static NodeSecret random();

    [[nodiscard]] const crypto::Key& pepper() const { return pepper_; }
    /// Seals the second factors.
    [[nodiscard]] const crypto::Key& totp_key() const { return totp_; }
    /// Hashes activation codes.
    [[nodiscard]] const crypto::Key& activation_key() const { return activation_; }
    /// Certifies public keys and grants.
    [[nodiscard]] const std::shared_ptr<const vault::Registrar>& registrar() const { return registrar_; }
    /// Signs checkpoints of the audit chain, and nothing else: its public half is for auditors and partners.
    [[nodiscard]] const std::shared_ptr<const crypto::SignKeyPair>& checkpoint_keys() const
    {
        return checkpoint_keys_;
    }
    /// Makes the salt of people who do not exist.
    [[nodiscard]] const crypto::Key& dummy_key() const { return dummy_; }
    /// Hashes spare codes.
    [[nodiscard]] const crypto::Key& spare_code_key() const { return spare_code_; }
    /// Marks the rows of security keys, so that nobody who only has the database puts one there.
    [[nodiscard]] const crypto::Key& security_key_key() const { return security_key_; }
    /// Seals the addresses of people who subscribe to the bulletin, and what hangs on them.
    [[nodiscard]] const crypto::Key& subscriber_key() const { return subscriber_; }
    /// Seals the keys that lineages recognise their tables by.
    [[nodiscard]] const crypto::Key& release_key() const { return release_; }
    /// Stamps rows that decide who may what (stamps.h).
    [[nodiscard]] const std::shared_ptr<const store::Stamper>& stamper() const { return stamper_; }

private:
    explicit NodeSecret(const crypto::Key& root);
    crypto::Key pepper_;
    crypto::Key totp_;
    crypto::Key activation_;
    crypto::Key dummy_;
    crypto::Key spare_code_;
    crypto::Key security_key_;
    crypto::Key subscriber_;
    crypto::Key release_;
    std::shared_ptr<const vault::Registrar> registrar_;
    std::shared_ptr<const store::Stamper> stamper_;
    std::shared_ptr<const crypto::SignKeyPair> checkpoint_keys_;
};

} // namespace panoh::access
