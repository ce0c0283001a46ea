#include "app/serve.h"

#include <csignal>
#include <filesystem>

#include <fmt/format.h>
#include <malloc.h>

#include "access/decide.h"
#include "app/certificate.h"
#include "app/node_routes.h"
#include "app/upkeep.h"
#include "cases/cases_http.h"
#include "core/log.h"
#include "directory/organisations_http.h"
#include "drafts/drafts.h"
#include "drafts/drafts_http.h"
#include "http/server.h"
#include "records/import_http.h"
