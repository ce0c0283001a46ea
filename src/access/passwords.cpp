#include "access/passwords.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace panoh::access {

/// One run's place among those at once.
class Passwords::Turn {
public:
    static std::optional<Turn> take(Passwords& of)
    {
        std::unique_lock lock(of.mutex_);
        if (of.running_ >= of.limits_.at_once) {
            if (of.waiting_ >= of.limits_.waiting) return std::nullopt;
            ++of.waiting_;
            of.free_.wait(lock, [&] { return of.running_ < of.limits_.at_once; });
            --of.waiting_;
        }
        ++of.running_;
        of.most_ = std::max(of.most_, of.running_);
        return Turn(of);
    }
    ~Turn()
    {
        if (of_ == nullptr) return;
        {
            const std::lock_guard lock(of_->mutex_);
            --of_->running_;
        }
        of_->free_.notify_one();
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    Turn(Turn&& other) noexcept : of_(std::exchange(other.of_, nullptr)) {}
    Turn& operator=(Turn&&) = delete;

private:
    explicit Turn(Passwords& of) : of_(&of) {}
    Passwords* of_;
};

Passwords::Passwords(const NodeSecret& secret, Limits limits)
    : pepper_(secret.pepper().duplicate()), limits_(limits)
{
}

core::Result<PasswordKeys> Passwords::keys_of(std::string_view password, const crypto::Salt& salt,
                                              const crypto::PasswordCost& cost)
{
    const auto turn = Turn::take(*this);
    if (!turn) return core::fail({.kind = core::ErrorKind::busy, .code = "access/busy", .retry_after = 3});
    PANOH_TRY(const crypto::Key stretched, crypto::hash_password(password, salt, cost));
    // The pepper comes after Argon2id, so that it can be kept elsewhere than the password work is done.
    const crypto::Hash mixed = crypto::keyed_hash(pepper_, stretched.reveal());
    const crypto::Key root{std::span<const std::uint8_t, 32>(mixed)};
    const crypto::Key recognise = crypto::derive(root, 1, "pw-auth_");
    return PasswordKeys{.verifier = crypto::hash(recognise.reveal()),
                        .unlock = crypto::derive(root, 2, "pw-kek__")};
}

int Passwords::most_at_once() const
{
    const std::lock_guard lock(mutex_);
    return most_;
}

} // namespace panoh::access
