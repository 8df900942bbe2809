// SPDX-License-Identifier: MIT
// Decoders of arrays, composites, ranges and multiranges, which nest other decoders.
#include <optional>
#include <string>
#include <vector>

#include <orm/types.hpp>
#include <orm/types/json_struct.hpp>

#include "codec_fuzz.hpp"

namespace pg = orm::pg;

namespace fuzzed {

enum class color { red, green, blue };

struct inner {
    std::optional<std::int32_t> a;
    std::string b;
    std::vector<std::optional<orm::decimal>> c;
};

using inner_type = pg::composite<inner, "inner_type">;
using color_type = pg::enumeration<color, "color">;

}  // namespace fuzzed

using namespace fuzzed;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    return fuzz::check_one_of<
        pg::multi_array<pg::int4>, pg::array<pg::text>, pg::array_of_nullable<pg::numeric>,
        pg::fixed_array<pg::int2, 3>, pg::array<inner_type>, pg::array<color_type>, inner_type,
        color_type, pg::int4range, pg::numrange, pg::tsrange, pg::daterange, pg::int4multirange,
        pg::nummultirange, pg::array<pg::tstzmultirange>, pg::range_of<pg::text, "text_range">,
        pg::int8range, pg::tstzrange, pg::int8multirange, pg::tsmultirange, pg::datemultirange,
        pg::domain<pg::int4, "positive">, pg::text_enumeration<color>, pg::jsonb_of<inner>,
        pg::json_of<inner>>(data, size);
}
