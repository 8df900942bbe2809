// SPDX-License-Identifier: MIT
// Decoders of network, bit, geometric, text search and extension types.
#include <orm/types.hpp>

#include "codec_fuzz.hpp"

namespace pg = orm::pg;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    return fuzz::check_one_of<pg::inet, pg::cidr, pg::macaddr, pg::macaddr8, pg::bit, pg::varbit,
                              pg::point, pg::line, pg::lseg, pg::box, pg::path, pg::polygon,
                              pg::circle, pg::tsvector, pg::tsquery, pg::hstore, pg::ltree,
                              pg::lquery, pg::ltxtquery, pg::citext, pg::vector, pg::halfvec,
                              pg::sparsevec, pg::geometry, pg::geography, pg::opaque<"cube">>(data,
                                                                                              size);
}
