// SPDX-License-Identifier: MIT
// The only place for compiler conditionals: what differs between compilers has a name here.
#pragma once

#if !defined(__cpp_exceptions)
#error "orm: exceptions are needed; compile without -fno-exceptions"
#endif

/// Marks functions that stay out of line: error paths and everything that is not on the hot path.
#define ORM_COLD [[gnu::cold, gnu::noinline]]

/// Marks small functions of the hot path that must not survive as calls when optimising. Where nothing is
/// optimised they stay functions, which costs the compiler less.
#if defined(__OPTIMIZE__)
#define ORM_INLINE [[gnu::always_inline]] inline
#else
#define ORM_INLINE inline
#endif

/// True when the program is known to have one thread only. glibc tells; others never say so.
#if defined(__has_include)
#if __has_include(<sys/single_threaded.h>)
#include <sys/single_threaded.h>
#define ORM_HAS_ONE_THREAD (__libc_single_threaded != 0)
#endif
#endif
#if !defined(ORM_HAS_ONE_THREAD)
#define ORM_HAS_ONE_THREAD false
#endif

/// A function that is there to be refused, in these words.
#define ORM_REFUSED(words) __attribute__((unavailable(words)))

/// The compiler's own spelling of the enclosing function and its template arguments.
#define ORM_FUNCTION_SIGNATURE __PRETTY_FUNCTION__

/// Clang warns about a template variable without a definition even when only its address is taken.
#if defined(__clang__)
#define ORM_BEGIN_DECLARED_ONLY                                                                    \
    _Pragma("clang diagnostic push")                                                               \
        _Pragma("clang diagnostic ignored \"-Wundefined-var-template\"")                           \
            _Pragma("clang diagnostic ignored \"-Wundefined-internal\"")
#define ORM_END_DECLARED_ONLY _Pragma("clang diagnostic pop")
#else
#define ORM_BEGIN_DECLARED_ONLY
#define ORM_END_DECLARED_ONLY
#endif

/// Passes a variable on: std::move, or std::forward for a forwarding reference, without a function that
/// every type instantiates and that is called where nothing is optimised.
#define ORM_PASS(variable) static_cast<decltype(variable)&&>(variable)
