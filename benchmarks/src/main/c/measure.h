/* What the clients in C measure with: a clock, the CPU of the process, a histogram, and the line of a result. */
#ifndef MEASURE_H
#define MEASURE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#define SUB_BITS 7 /* 128 steps for each power of two: times are right to 1 % */
#define BUCKETS ((64 - SUB_BITS + 1) << SUB_BITS)
#define SECOND 1000000000LL

static long completed, failed;
static uint32_t histogram[BUCKETS];

static void die(const char *what) {
    printf("error %s\n", what);
    fflush(stdout);
    exit(1);
}

static int64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * SECOND + t.tv_nsec;
}

static double cpu_micros(void) {
    struct rusage u;
    getrusage(RUSAGE_SELF, &u);
    return (u.ru_utime.tv_sec + u.ru_stime.tv_sec) * 1e6 + u.ru_utime.tv_usec + u.ru_stime.tv_usec;
}

static void count(int64_t nanos) {
    uint64_t v = nanos < 0 ? 0 : (uint64_t)nanos;
    int shift = v < (2u << SUB_BITS) ? 0 : 63 - __builtin_clzll(v) - SUB_BITS;
    histogram[((uint64_t)shift << SUB_BITS) + (v >> shift)]++;
}

static double percentile_micros(double share) {
    uint64_t total = 0, seen = 0;
    for (int i = 0; i < BUCKETS; i++) total += histogram[i];
    for (int i = 0; i < BUCKETS; i++) {
        seen += histogram[i];
        if (total > 0 && seen >= share * total) {
            int shift = i < (2 << SUB_BITS) ? 0 : (i >> SUB_BITS) - 1;
            uint64_t low = (uint64_t)(i - (shift << SUB_BITS)) << shift;
            return (low + ((1ULL << shift) - 1) / 2.0) / 1000.0;
        }
    }
    return 0;
}

static void start_measuring(void) {
    completed = failed = 0;
    memset(histogram, 0, sizeof histogram);
}

static void print_result(double cpu, double seconds, bool times) {
    printf("result requests=%ld failed=%ld seconds=%.6f cpu_us=%.0f", completed, failed, seconds, cpu);
    if (times) printf(" p50_us=%.1f p99_us=%.1f", percentile_micros(0.5), percentile_micros(0.99));
    printf("\n");
}

#endif
