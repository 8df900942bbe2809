// SPDX-License-Identifier: MIT
// Decoders of numbers, text, times, json, uuid, bytea and system types.
#include <orm/types/common.hpp>
#include <orm/types/extended.hpp>
#include <orm/types/system.hpp>

#include "codec_fuzz.hpp"

namespace pg = orm::pg;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    return fuzz::check_one_of<pg::numeric, pg::int2, pg::int4, pg::int8, pg::float4, pg::float8,
                              pg::text, pg::boolean, pg::date, pg::time, pg::timetz, pg::timestamp,
                              pg::timestamptz, pg::interval, pg::extended_date,
                              pg::extended_timestamp, pg::json, pg::jsonb, pg::jsonpath, pg::uuid,
                              pg::bytea, pg::fixed_bytea<4>, pg::extended_timestamptz, pg::varchar,
                              pg::bpchar, pg::xid, pg::oid_type, pg::name_type, pg::byte_char,
                              pg::money, pg::pg_lsn, pg::xid8, pg::tid, pg::xml>(data, size);
}
