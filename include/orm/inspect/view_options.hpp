// SPDX-License-Identifier: MIT
// The names of view options in snapshots and in SQL.
#pragma once

#include <array>
#include <string_view>

namespace orm::inspect::detail {

struct view_option {
    std::string_view snapshot;
    std::string_view sql;
    bool is_of_materialized_views = true;
};

/// In the order in which Drizzle writes them.
inline constexpr std::array<view_option, 21> view_options{{
    {"checkOption", "check_option", false},
    {"securityBarrier", "security_barrier", false},
    {"securityInvoker", "security_invoker", false},
    {"autovacuumEnabled", "autovacuum_enabled"},
    {"autovacuumFreezeMaxAge", "autovacuum_freeze_max_age"},
    {"autovacuumFreezeMinAge", "autovacuum_freeze_min_age"},
    {"autovacuumFreezeTableAge", "autovacuum_freeze_table_age"},
    {"autovacuumMultixactFreezeMaxAge", "autovacuum_multixact_freeze_max_age"},
    {"autovacuumMultixactFreezeMinAge", "autovacuum_multixact_freeze_min_age"},
    {"autovacuumMultixactFreezeTableAge", "autovacuum_multixact_freeze_table_age"},
    {"autovacuumVacuumCostDelay", "autovacuum_vacuum_cost_delay"},
    {"autovacuumVacuumCostLimit", "autovacuum_vacuum_cost_limit"},
    {"autovacuumVacuumScaleFactor", "autovacuum_vacuum_scale_factor"},
    {"autovacuumVacuumThreshold", "autovacuum_vacuum_threshold"},
    {"fillfactor", "fillfactor"},
    {"logAutovacuumMinDuration", "log_autovacuum_min_duration"},
    {"parallelWorkers", "parallel_workers"},
    {"toastTupleTarget", "toast_tuple_target"},
    {"userCatalogTable", "user_catalog_table"},
    {"vacuumIndexCleanup", "vacuum_index_cleanup"},
    {"vacuumTruncate", "vacuum_truncate"},
}};

}  // namespace orm::inspect::detail
