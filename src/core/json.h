#pragma once

// Strict JSON for values that are described once: unknown, missing, repeated and ill-typed members are all
// reported in one pass, each with its place. See json_read.h and json_write.h for what the templates do with
// each type.
//
//     struct Birth { std::optional<int> year; };
//     PANOH_JSON(Birth, year)
//     Result<Birth> birth = core::read_json<Birth>(text);

#include <string>
#include <string_view>

#include "core/json_read.h"
#include "core/json_schema.h"
#include "core/json_write.h"
