// SPDX-License-Identifier: MIT
// expect: the names of this enumeration
// expect: enumerators<mood>
// expect: enum class
#include <orm/types/enumeration.hpp>

enum mood { sad, happy };
enum class state { open, closed };

static_assert(orm::meta::enumerators<state>.size() == 2);

constexpr unsigned long names_of_an_unscoped_enumeration() {
#ifdef ORM_EXPECT_ERROR
    return orm::meta::enumerators<mood>.size();
#endif
    return 0;
}
