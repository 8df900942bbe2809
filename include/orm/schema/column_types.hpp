// SPDX-License-Identifier: MIT
// The words that declare columns: text, integer, boolean, timestamptz, ...
#pragma once

#include <orm/types/boolean.hpp>
#include <orm/types/floating.hpp>
#include <orm/types/integer.hpp>
#include <orm/types/text.hpp>
#include <orm/types/timestamp.hpp>

namespace orm {

// Each takes the model of the table and the column's modifiers: `orm::text<M, orm::unique> email;`.

template <class Model, class... Modifiers>
using smallint = typename Model::template field<pg::int2, Modifiers...>;
template <class Model, class... Modifiers>
using integer = typename Model::template field<pg::int4, Modifiers...>;
template <class Model, class... Modifiers>
using bigint = typename Model::template field<pg::int8, Modifiers...>;
template <class Model, class... Modifiers>
using smallserial = typename Model::template field<pg::smallserial, Modifiers...>;
template <class Model, class... Modifiers>
using serial = typename Model::template field<pg::serial, Modifiers...>;
template <class Model, class... Modifiers>
using bigserial = typename Model::template field<pg::bigserial, Modifiers...>;
template <class Model, class... Modifiers>
using boolean = typename Model::template field<pg::boolean, Modifiers...>;
template <class Model, class... Modifiers>
using real = typename Model::template field<pg::float4, Modifiers...>;
template <class Model, class... Modifiers>
using double_precision = typename Model::template field<pg::float8, Modifiers...>;
template <class Model, class... Modifiers>
using text = typename Model::template field<pg::text, Modifiers...>;
template <class Model, class... Modifiers>
using varchar = typename Model::template field<pg::varchar, Modifiers...>;
template <class Model, class... Modifiers>
using character = typename Model::template field<pg::bpchar, Modifiers...>;
template <class Model, class... Modifiers>
using timestamp = typename Model::template field<pg::timestamp, Modifiers...>;
template <class Model, class... Modifiers>
using timestamptz = typename Model::template field<pg::timestamptz, Modifiers...>;

}  // namespace orm
