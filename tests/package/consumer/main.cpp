// SPDX-License-Identifier: MIT
// The smallest program that compiles and links against everything the package brings.
#if __has_include(<orm/orm.hpp>)
#include <orm/orm.hpp>
#endif

#include <fmt/core.h>
#include <libpq-fe.h>
#include <boost/pfr/core.hpp>

#include <orm/core/error.hpp>

// Tables may be called as something in the library is: no warning may come of it.
template <class M>
struct session_table {
    orm::text<M, orm::primary_key> id;
};
inline constexpr auto session = orm::table<session_table>("session");
inline constexpr auto text = orm::table<session_table>("text");

// Leaves a member out, as every patch does: no warning may come of it.
struct patch {
    int id;
    int age;
};

int main() {
    const patch change{.id = 1};
    const orm::error error("consumer");
    fmt::print("{} fields, libpq {}, {}\n", boost::pfr::tuple_size_v<patch>, PQlibVersion(),
               error.message());
    return change.age;
}
