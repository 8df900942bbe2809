// SPDX-License-Identifier: MIT
// A change in, the statements that carry it out, out.
#pragma once

#include <orm/diff/change.hpp>
#include <orm/diff/ddl/column.hpp>
#include <orm/diff/ddl/constraint.hpp>
#include <orm/diff/ddl/index.hpp>
#include <orm/diff/ddl/policy.hpp>
#include <orm/diff/ddl/role.hpp>
#include <orm/diff/ddl/sequence.hpp>
#include <orm/diff/ddl/table.hpp>
#include <orm/diff/ddl/type.hpp>
#include <orm/diff/ddl/view.hpp>

namespace orm::diff::ddl {

/// The statements of one change, each with its semicolon, in the order of execution.
///
/// Throws:   invalid_identifier for names that PostgreSQL would refuse or cut.
inline sql_list statements(const change& of) {
    switch (of.kind) {
        case object_kind::schema: return schema_statements(of);
        case object_kind::extension: return extension_statements(of);
        case object_kind::role: return role_statements(of);
        case object_kind::privilege: return privilege_statements(of);
        case object_kind::collation: return collation_statements(of);
        case object_kind::enumeration: return enum_statements(of);
        case object_kind::domain: return domain_statements(of);
        case object_kind::composite: return composite_statements(of);
        case object_kind::sequence: return sequence_statements(of);
        case object_kind::routine: return routine_statements(of);
        case object_kind::table: return table_statements(of);
        case object_kind::column: return column_statements(of);
        case object_kind::primary_key: return constraint_statements<catalog::primary_key>(of);
        case object_kind::unique: return constraint_statements<catalog::unique_constraint>(of);
        case object_kind::foreign_key: return constraint_statements<catalog::foreign_key>(of);
        case object_kind::check: return constraint_statements<catalog::check_constraint>(of);
        case object_kind::exclusion:
            return constraint_statements<catalog::exclusion_constraint>(of);
        case object_kind::index: return index_statements(of);
        case object_kind::policy: return policy_statements(of);
        case object_kind::trigger: return trigger_statements(of);
        case object_kind::view: return view_statements(of);
    }
    return {};
}

}  // namespace orm::diff::ddl
