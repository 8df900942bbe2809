// SPDX-License-Identifier: MIT
// expect: no SQL type is known for this C++ type
// expect: stored_by_mapping<email_address>
// expect: Specialise orm::mapping<T>
#include <orm/types/mapping.hpp>
#include <orm/types/text.hpp>

struct email_address {};

static_assert(orm::sql_type_for_t<std::string>::oid == orm::pg::text::oid);

constexpr unsigned oid_of_a_type_without_mapping() {
#ifdef ORM_EXPECT_ERROR
    return orm::sql_type_for_t<email_address>::oid;
#endif
    return 0;
}
