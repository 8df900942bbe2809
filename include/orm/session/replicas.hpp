// SPDX-License-Identifier: MIT
// with_replicas(): one handle over a primary and its replicas.
#pragma once

#include <utility>
#include <vector>

#include <orm/session/database.hpp>
#include <orm/session/replica_source.hpp>
#include <orm/session/statement_kind.hpp>

namespace orm {

/// A handle that sends selects to the replicas, and all else to the primary: writes, selects that lock,
/// transactions, batches, copies.
///
///     auto db = orm::with_replicas(orm::connect(primary_url), {orm::connect(r1), orm::connect(r2)});
///     db.select().from(users).all();              // a replica
///     db.direct().select().from(users).all();     // the primary: reads what was just written
///
/// A replica that cannot be reached, or lags by more than max_lag, is left out and tried again later; when
/// none serves, the primary does. A statement that fails on a replica is not repeated.
/// Takes:    handles of connect(); a replica that may be down at start is given
///           with `.connect_now = false`.
/// Owns:     references to their pools.
inline database with_replicas(const database& primary, const std::vector<database>& replicas,
                              replica_options options = {}) {
    std::vector<driver::postgres::source_handle> sources;
    for (const database& one : replicas) sources.push_back(one.shared_source());
    database routed(driver::postgres::source_handle(new detail::replica_source(
        primary.shared_source(), std::move(sources), std::move(options))));
    session settings = primary.current_session();
    settings.may_read_from_replica = &detail::only_reads;
    routed.change_session(settings);
    return routed;
}

/// What is known of the replicas of a handle of with_replicas(), in their order.
inline std::vector<replica_state> replica_states_of(const database& routed) {
    return static_cast<const detail::replica_source&>(routed.source()).states();
}

}  // namespace orm
