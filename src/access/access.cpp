#include "access/access.h"

#include "access/factor_http.h"
#include "access/session_http.h"
#include "access/sessions_http.h"
#include "access/teams_http.h"
#include "access/users_http.h"

namespace panoh::access {

Access::Access(store::Database& database, const core::Clock& clock, NodeSecret secret,
               const AccessOptions& options)
    : database_(database), clock_(clock), secret_(std::move(secret)), passwords_(secret_, options.passwords),
      gate_(database, clock, secret_.registrar(), options.demo, options.keys, options.cases_an_hour),
      sign_in_(database, clock, secret_, passwords_, options.demo)
{
    database.stamp_with(secret_.stamper());
}

core::Result<std::unique_ptr<Access>> Access::create(store::Database& database, const core::Clock& clock,
                                                     const AccessOptions& options)
{
    PANOH_TRY(NodeSecret secret, NodeSecret::load_or_make(options.node_secret_file));
    return std::unique_ptr<Access>(new Access(database, clock, std::move(secret), options));
}

void Access::add_routes(http::Router& router)
{
    add_session_routes(router, gate_, database_, clock_, sign_in_, secret_);
    add_sessions_routes(router, gate_, database_, sign_in_);
    add_factor_routes(router, gate_, database_, secret_, sign_in_.demo());
    add_users_routes(router, gate_, database_, secret_);
    add_teams_routes(router, gate_, database_);
}

} // namespace panoh::access
