#pragma once

#include <string_view>

#include "access/node_secret.h"
#include "access/passwords.h"
#include "core/result.h"
#include "store/store.h"
#include "vault/vault.h"

namespace panoh::access {

/// The keys of an account by its password alone: what a restore drill opens its made-up case with, on the
/// machine. The second factor guards the door of a running server; it is no part of any key, so asking for it
/// here would prove nothing. Takes no permit and starts no session: no route may reach it.
/// "access/wrong_credentials", "access/keys_differ".
[[nodiscard]] core::Result<vault::KeyRing> keys_by_password(store::Database& database,
                                                            const NodeSecret& secret, Passwords& passwords,
                                                            std::string_view user_name,
                                                            std::string_view password);

} // namespace panoh::access
