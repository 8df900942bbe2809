// SPDX-License-Identifier: MIT
// The only place that includes libpq's header.
#pragma once

#include <libpq-fe.h>

#if !defined(LIBPQ_HAS_PIPELINING)
#error "orm: libpq 14 or newer is needed (pipeline mode); install a newer libpq-dev"
#endif

namespace orm::driver::postgres {

/// Asks for the rows of the statement just sent as they come. Gives: 0 on failure.
///
/// Chunks of rows (libpq 17) cost no more than a whole result; single rows cost about a fifth more.
inline int stream_rows(PGconn* handle) {
#if defined(LIBPQ_HAS_CHUNK_MODE)
    return PQsetChunkedRowsMode(handle, 100);
#else
    return PQsetSingleRowMode(handle);
#endif
}

/// Ends what stream_rows() began. libpq forgets it when the next statement is sent, but not for the first
/// one of a pipeline, whose rows would come one by one as well; so an attempt to send nothing is made,
/// which fails after it has forgotten.
inline void forget_streaming(PGconn* handle) {
    PQsendQueryPrepared(handle, nullptr, 0, nullptr, nullptr, nullptr, 0);
}

/// True for a part of a streamed result.
inline bool is_row_part(ExecStatusType status) {
#if defined(LIBPQ_HAS_CHUNK_MODE)
    return status == PGRES_SINGLE_TUPLE || status == PGRES_TUPLES_CHUNK;
#else
    return status == PGRES_SINGLE_TUPLE;
#endif
}

}  // namespace orm::driver::postgres
