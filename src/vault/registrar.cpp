#include "vault/registrar.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <set>

namespace panoh::vault {

/// Hashes of what was found good.
class Registrar::Known {
public:
    bool has(const crypto::Hash& hash)
    {
        const std::lock_guard lock(mutex_);
        return hashes_.contains(hash);
    }
    void add(const crypto::Hash& hash)
    {
        // More than the people and teams of a country need; whatever goes is checked once more.
        constexpr std::size_t most = 50'000;
        const std::lock_guard lock(mutex_);
        if (hashes_.size() >= most) hashes_.clear();
        hashes_.insert(hash);
    }

    std::atomic<std::uint64_t> begun = 0;
    std::atomic<std::uint64_t> settled = 0;

private:
    std::mutex mutex_;
    std::set<crypto::Hash> hashes_;
};

Registrar::Registrar(crypto::SignKeyPair keys) : keys_(std::move(keys)), known_(std::make_unique<Known>()) {}
Registrar::Registrar(Registrar&&) noexcept = default;
Registrar::~Registrar() = default;

crypto::Signature Registrar::certify(const crypto::Fields& statement) const
{
    return crypto::sign(keys_.secret_key, statement.bytes());
}

bool Registrar::certified(const crypto::Fields& statement, core::ByteView certificate) const
{
    crypto::Signature signature;
    if (certificate.size() != signature.size()) return false;
    std::ranges::copy(certificate, signature.begin());
    crypto::Fields whole(statement.bytes().size() + signature.size() + 8);
    whole.add(statement.bytes()).add(certificate);
    const auto hash = crypto::hash(whole.bytes());
    if (known_->has(hash)) return true;
    if (!crypto::verify(keys_.public_key, statement.bytes(), signature)) return false;
    known_->add(hash);
    return true;
}

EpochMark Registrar::mark() const
{
    // In this order: one that begins in between counts as not settled.
    const auto settled = known_->settled.load();
    return {.begun = known_->begun.load(), .settled = settled};
}

bool Registrar::no_epoch_since(const EpochMark& mark) const
{
    return mark.begun == mark.settled && known_->begun.load() == mark.begun;
}

Registrar::Beginning::Beginning(const Registrar& registrar) : registrar_(registrar)
{
    ++registrar_.known_->begun;
}

Registrar::Beginning::~Beginning()
{
    ++registrar_.known_->settled;
}

} // namespace panoh::vault
