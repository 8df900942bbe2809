// SPDX-License-Identifier: MIT
// The only place that includes libpq's header.
#pragma once

#include <libpq-fe.h>

#if !defined(LIBPQ_HAS_PIPELINING)
#error "orm: libpq 14 or newer is needed (pipeline mode); install a newer libpq-dev"
#endif
