#pragma once

// Whose public keys are believed, and which grants: what the node itself certified with a key that is not in
// the database. docs/decisions/0023 says why the node does it, and what an organisation's root adds.

#include <memory>

#include "core/bytes.h"
#include "crypto/crypto.h"
#include "crypto/fields.h"

namespace panoh::vault {

/// How far the node had come with new epochs of team keys at some time.
struct EpochMark {
    std::uint64_t begun = 0;
    std::uint64_t settled = 0;
};

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

    /// What is sealed outside the transaction that stores it may lie under an epoch that is over by then.
    /// Take a mark first, and ask in the transaction. One process writes a database, so that asking costs
    /// nothing.
    [[nodiscard]] EpochMark mark() const;
    [[nodiscard]] bool no_epoch_since(const EpochMark& mark) const;
    /// Held by whoever begins an epoch, from before its transaction until after it.
    class Beginning {
    public:
        explicit Beginning(const Registrar& registrar);
        ~Beginning();
        Beginning(const Beginning&) = delete;
        Beginning& operator=(const Beginning&) = delete;

    private:
        const Registrar& registrar_;
    };

private:
    crypto::SignKeyPair keys_;
    class Known;
    std::unique_ptr<Known> known_;
};

} // namespace panoh::vault
