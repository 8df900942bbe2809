// SPDX-License-Identifier: MIT
// The words that declare columns of rarer types: inet, point, tsvector, hstore, vector, ...
#pragma once

#include <orm/core/fixed_string.hpp>
#include <orm/types/bits.hpp>
#include <orm/types/composite.hpp>
#include <orm/types/domain.hpp>
#include <orm/types/geometric.hpp>
#include <orm/types/hstore.hpp>
#include <orm/types/network.hpp>
#include <orm/types/postgis.hpp>
#include <orm/types/system.hpp>
#include <orm/types/text_extensions.hpp>
#include <orm/types/text_search.hpp>
#include <orm/types/vector.hpp>

namespace orm {

// As in column_types.hpp: `orm::inet<M, orm::nullable> address;`. Ranges have no word of their own, for
// `orm::int4range(...)` is the function that makes one: `orm::column<M, orm::pg::int4range>`.

// Network addresses.
template <class Model, class... Modifiers>
using inet = typename Model::template field<pg::inet, Modifiers...>;
template <class Model, class... Modifiers>
using cidr = typename Model::template field<pg::cidr, Modifiers...>;
template <class Model, class... Modifiers>
using macaddr = typename Model::template field<pg::macaddr, Modifiers...>;
template <class Model, class... Modifiers>
using macaddr8 = typename Model::template field<pg::macaddr8, Modifiers...>;

// Bit strings; `orm::length<n>` makes bit(n) and bit varying(n).
template <class Model, class... Modifiers>
using bit = typename Model::template field<pg::bit, Modifiers...>;
template <class Model, class... Modifiers>
using varbit = typename Model::template field<pg::varbit, Modifiers...>;

// Geometric shapes.
template <class Model, class... Modifiers>
using point = typename Model::template field<pg::point, Modifiers...>;
template <class Model, class... Modifiers>
using line = typename Model::template field<pg::line, Modifiers...>;
template <class Model, class... Modifiers>
using lseg = typename Model::template field<pg::lseg, Modifiers...>;
template <class Model, class... Modifiers>
using box = typename Model::template field<pg::box, Modifiers...>;
template <class Model, class... Modifiers>
using path = typename Model::template field<pg::path, Modifiers...>;
template <class Model, class... Modifiers>
using polygon = typename Model::template field<pg::polygon, Modifiers...>;
template <class Model, class... Modifiers>
using circle = typename Model::template field<pg::circle, Modifiers...>;

// Text search.
template <class Model, class... Modifiers>
using tsvector = typename Model::template field<pg::tsvector, Modifiers...>;
template <class Model, class... Modifiers>
using tsquery = typename Model::template field<pg::tsquery, Modifiers...>;

// What the server itself uses.
template <class Model, class... Modifiers>
using money = typename Model::template field<pg::money, Modifiers...>;
template <class Model, class... Modifiers>
using oid = typename Model::template field<pg::oid_type, Modifiers...>;
template <class Model, class... Modifiers>
using xid8 = typename Model::template field<pg::xid8, Modifiers...>;
template <class Model, class... Modifiers>
using pg_lsn = typename Model::template field<pg::pg_lsn, Modifiers...>;
template <class Model, class... Modifiers>
using jsonpath = typename Model::template field<pg::jsonpath, Modifiers...>;
template <class Model, class... Modifiers>
using xml = typename Model::template field<pg::xml, Modifiers...>;

// Of extensions: hstore, citext, ltree.
template <class Model, class... Modifiers>
using hstore = typename Model::template field<pg::hstore, Modifiers...>;
template <class Model, class... Modifiers>
using citext = typename Model::template field<pg::citext, Modifiers...>;
template <class Model, class... Modifiers>
using ltree = typename Model::template field<pg::ltree, Modifiers...>;

// Of pgvector; `orm::length<n>` gives the number of dimensions, which an index asks for.
template <class Model, class... Modifiers>
using vector = typename Model::template field<pg::vector, Modifiers...>;
template <class Model, class... Modifiers>
using halfvec = typename Model::template field<pg::halfvec, Modifiers...>;
template <class Model, class... Modifiers>
using sparsevec = typename Model::template field<pg::sparsevec, Modifiers...>;

// Of PostGIS.
template <class Model, class... Modifiers>
using geometry = typename Model::template field<pg::geometry, Modifiers...>;
template <class Model, class... Modifiers>
using geography = typename Model::template field<pg::geography, Modifiers...>;

/// A column of the domain Name over the SQL type Base: `orm::domain<M, orm::pg::int4, "positive"> count;`.
template <class Model, class Base, fixed_string Name, class... Modifiers>
using domain = typename Model::template field<pg::domain<Base, Name>, Modifiers...>;

/// A column of the composite type Name, held by a plain struct:
/// `orm::composite<M, address, "address"> home;`.
template <class Model, class Struct, fixed_string Name, class... Modifiers>
using composite = typename Model::template field<pg::composite<Struct, Name>, Modifiers...>;

}  // namespace orm
