#pragma once

// Whose public keys are believed, and which grants: what the node itself certified with a key that is not in
// the database. docs/decisions/0023 says why the node does it, and what an organisation's root adds.

#include <memory>

#include "core/bytes.h"
#include "crypto/crypto.h"
#include "crypto/fields.h"

namespace panoh::vault {

/// The node's signing key. Who can write the database and nothing else makes no certificate. Certificates
/// that were found good are remembered by their hash: checking one again costs a hash. Safe from several
/// threads.
class Registrar {
public:
    explicit Registrar(crypto::SignKeyPair keys);
    Registrar(Registrar&&) noexcept;
    ~Registrar();

    [[nodiscard]] const crypto::SignPublicKey& public_key() const { return keys_.public_key; }
    [[nodiscard]] crypto::Signature certify(const crypto::Fields& statement) const;
    /// False for an empty certificate, too.
    [[nodiscard]] bool certified(const crypto::Fields& statement, core::ByteView certificate) const;

private:
    crypto::SignKeyPair keys_;
    class Known;
    std::unique_ptr<Known> known_;
};

} // namespace panoh::vault
