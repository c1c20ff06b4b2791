/*
 * The libcurl client of the side-by-side benchmark: the multi-socket interface over raw epoll, as its manual pages describe
 * it, with easy handles made once and used again. It obeys the same lines on stdin as the Java clients:
 *   warm REQUESTS SECONDS   run until so many requests are done, for at most so many seconds; answers "warm N false"
 *   run WARM SECONDS        open afresh, run WARM seconds, measure SECONDS seconds, close; answers "result key=value ..."
 *   quit
 * cc -O2 -o curl_multi_socket curl_multi_socket.c -lcurl
 */
#define _GNU_SOURCE
#include "measure.h"

#include <curl/curl.h>
#include <dirent.h>
#include <malloc.h>
#include <sys/epoll.h>
#include <unistd.h>

#define MAX_URLS 256
#define EVENTS 1024
#define PRIMING_TRIES 50

typedef struct {
    CURL *easy;
    int64_t start;
} slot;

typedef struct {
    const char *kind; /* busy, memory, timeouts, churn */
    const char *ca;
    int connections, idle;
    long upload, buffer;
    int urls, idle_urls;
    const char *url[MAX_URLS], *idle_url[MAX_URLS];
} settings;

static settings config = {.kind = "busy", .connections = 64};
static CURLM *multi;
static int epoll_fd;
static int64_t deadline; /* of the timer, or -1 */
static slot *slots;
static bool refill; /* whether a finished transfer is added again */
static int in_flight;
static char *upload_body;

static int on_socket(CURL *easy, curl_socket_t fd, int what, void *unused, void *known) {
    (void)easy;
    (void)unused;
    struct epoll_event event = {.data.fd = fd};
    if (what == CURL_POLL_REMOVE) {
        epoll_ctl(epoll_fd, EPOLL_CTL_DEL, fd, NULL);
        return 0;
    }
    event.events = (what & CURL_POLL_IN ? EPOLLIN : 0) | (what & CURL_POLL_OUT ? EPOLLOUT : 0);
    epoll_ctl(epoll_fd, known ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, fd, &event);
    if (!known) curl_multi_assign(multi, fd, &epoll_fd);
    return 0;
}

static int on_timer(CURLM *of, long millis, void *unused) {
    (void)of;
    (void)unused;
    deadline = millis < 0 ? -1 : now() + millis * 1000000LL;
    return 0;
}

static size_t on_body(char *bytes, size_t size, size_t number, void *unused) {
    (void)bytes;
    (void)unused;
    return size * number;
}

static CURL *new_easy(const char *url, slot *owner) {
    CURL *easy = curl_easy_init();
    curl_easy_setopt(easy, CURLOPT_URL, url);
    curl_easy_setopt(easy, CURLOPT_PROXY, "");
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(easy, CURLOPT_PRIVATE, owner);
    if (config.buffer > 0) curl_easy_setopt(easy, CURLOPT_BUFFERSIZE, config.buffer);
    if (config.ca) curl_easy_setopt(easy, CURLOPT_CAINFO, config.ca);
    if (strcmp(config.kind, "timeouts") == 0) curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, 1000L);
    if (upload_body) {
        static struct curl_slist *headers;
        if (!headers) headers = curl_slist_append(NULL, "Expect:");
        curl_easy_setopt(easy, CURLOPT_POST, 1L);
        curl_easy_setopt(easy, CURLOPT_POSTFIELDS, upload_body);
        curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)config.upload);
        curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
    }
    return easy;
}

static void add(slot *s) {
    s->start = now();
    curl_multi_add_handle(multi, s->easy);
    in_flight++;
}

static void finish(CURLMsg *message) {
    slot *s;
    long status = 0;
    CURLcode code = message->data.result;
    curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &s);
    curl_easy_getinfo(message->easy_handle, CURLINFO_RESPONSE_CODE, &status);
    if (strcmp(config.kind, "timeouts") == 0) {
        if (code != CURLE_OPERATION_TIMEDOUT) failed++;
        count(now() - s->start - SECOND);
    } else {
        if (code != CURLE_OK || status != 200) failed++;
        count(now() - s->start);
    }
    completed++;
    in_flight--;
    curl_multi_remove_handle(multi, s->easy);
    if (refill) add(s);
}

/* One round of the loop: wait until a time at most, act, read the messages. */
static void turn(int64_t until) {
    static struct epoll_event events[EVENTS];
    int running, left;
    int64_t nanos = (deadline >= 0 && deadline < until ? deadline : until) - now();
    int64_t wait = nanos <= 0 ? 0 : (nanos + 999999) / 1000000;
    /* While the server answers, something will come; a limit would cost each wait a timer of the kernel's. */
    if (deadline < 0 && in_flight > 0 && strcmp(config.kind, "busy") == 0) wait = -1;
    int ready = epoll_wait(epoll_fd, events, EVENTS, (int)wait);
    for (int i = 0; i < ready; i++) {
        uint32_t e = events[i].events;
        int mask = (e & EPOLLIN ? CURL_CSELECT_IN : 0) | (e & EPOLLOUT ? CURL_CSELECT_OUT : 0)
                | (e & (EPOLLERR | EPOLLHUP) ? CURL_CSELECT_ERR : 0);
        curl_multi_socket_action(multi, events[i].data.fd, mask, &running);
    }
    if (deadline >= 0 && now() >= deadline) {
        deadline = -1;
        curl_multi_socket_action(multi, CURL_SOCKET_TIMEOUT, 0, &running);
    }
    for (CURLMsg *m = curl_multi_info_read(multi, &left); m; m = curl_multi_info_read(multi, &left))
        if (m->msg == CURLMSG_DONE) finish(m);
}

static int open_sockets(void) {
    char path[300], target[32];
    int sockets = 0;
    DIR *folder = opendir("/proc/self/fd");
    for (struct dirent *e = readdir(folder); e; e = readdir(folder)) {
        snprintf(path, sizeof path, "/proc/self/fd/%s", e->d_name);
        ssize_t n = readlink(path, target, sizeof target);
        if (n > 7 && strncmp(target, "socket:", 7) == 0) sockets++;
    }
    closedir(folder);
    return sockets;
}

static void drain(void) {
    refill = false;
    while (in_flight > 0) turn(now() + SECOND);
}

/* Asks so often for as many responses at a time that there are so many connections, then lets them idle. */
static int prime(int idle) {
    slot *primers = calloc(idle, sizeof *primers);
    for (int i = 0; i < idle; i++) primers[i].easy = new_easy(config.idle_url[i % config.idle_urls], &primers[i]);
    for (int t = 0; t < PRIMING_TRIES && open_sockets() < idle; t++) {
        for (int i = 0; i < idle; i++) add(&primers[i]);
        drain();
    }
    for (int i = 0; i < idle; i++) curl_easy_cleanup(primers[i].easy);
    free(primers);
    return open_sockets();
}

static void open_multi(void) {
    multi = curl_multi_init();
    epoll_fd = epoll_create1(EPOLL_CLOEXEC);
    deadline = -1;
    curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, on_socket);
    curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, on_timer);
    curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, 30000L);
    if (config.idle > 0 && strcmp(config.kind, "memory") != 0 && prime(config.idle) < config.idle)
        die("cannot open all the idle connections");
    slots = calloc(config.connections, sizeof *slots);
    for (int i = 0; i < config.connections; i++) slots[i].easy = new_easy(config.url[i % config.urls], &slots[i]);
}

static void start_all(void) {
    refill = true;
    for (int i = 0; i < config.connections; i++) add(&slots[i]);
}

/* Starts as many in each millisecond of a second, so that their limits are reached one after the other, too. */
static void start_over_a_second(void) {
    int64_t begin = now();
    for (int i = 0; i < config.connections; i++) {
        int64_t at = begin + 1000L * i / config.connections * (SECOND / 1000);
        while (now() < at) turn(at);
        add(&slots[i]);
    }
}

/* One after the other, whole ones only. */
static void run_whole(double seconds) {
    int64_t until = now() + (int64_t)(seconds * SECOND);
    do {
        start_all();
        drain();
    } while (now() < until);
}

static void close_multi(void) {
    for (int i = 0; i < config.connections; i++) {
        curl_multi_remove_handle(multi, slots[i].easy);
        curl_easy_cleanup(slots[i].easy);
    }
    free(slots);
    in_flight = 0;
    curl_multi_cleanup(multi);
    close(epoll_fd);
}

static void churn_once(void) {
    for (int i = 0; i < config.connections; i++) curl_multi_add_handle(multi, slots[i].easy);
    for (int i = 0; i < config.connections; i++) curl_multi_remove_handle(multi, slots[i].easy);
    completed += config.connections;
}

static void run_for(double seconds) {
    int64_t until = now() + (int64_t)(seconds * SECOND);
    if (strcmp(config.kind, "churn") == 0)
        while (now() < until) churn_once();
    else
        while (now() < until) turn(until);
}

static long resident_bytes(void) {
    long all, resident = 0;
    FILE *f = fopen("/proc/self/statm", "r");
    if (!f || fscanf(f, "%ld %ld", &all, &resident) != 2) die("cannot read /proc/self/statm");
    fclose(f);
    return resident * sysconf(_SC_PAGESIZE);
}

static void print_memory(void) {
    config.connections = 0;
    open_multi();
    int few = prime(config.idle / 10);
    malloc_trim(0);
    long before = resident_bytes();
    int many = prime(config.idle);
    malloc_trim(0);
    long after = resident_bytes();
    if (many < config.idle) die("cannot open all the idle connections");
    double each = (double)(after - before) / (many - few);
    printf("result requests=%d failed=%ld bytes_per_connection=%.0f note=all_of_it_RSS\n", many, failed, each);
    close_multi();
}

static void measure(double warm, double seconds) {
    bool churn = strcmp(config.kind, "churn") == 0, timeouts = strcmp(config.kind, "timeouts") == 0;
    bool whole = config.connections == 1;
    open_multi();
    if (whole) {
        run_whole(warm);
    } else if (!timeouts) {
        if (!churn) start_all();
        run_for(warm);
    }
    start_measuring();
    int64_t begin = now();
    double cpu = cpu_micros();
    if (timeouts) {
        start_over_a_second();
        drain();
    } else if (whole) {
        run_whole(seconds);
    } else {
        run_for(seconds);
    }
    print_result(cpu_micros() - cpu, (now() - begin) / 1e9, !churn);
    close_multi();
}

static void warm_up(long requests, double seconds) {
    open_multi();
    bool churn = strcmp(config.kind, "churn") == 0;
    if (!churn) start_all();
    start_measuring();
    int64_t until = now() + (int64_t)(seconds * SECOND);
    while (completed < requests && now() < until) run_for(0.05);
    printf("warm %ld false\n", completed);
    close_multi();
}

static void read_settings(int argc, char **argv) {
    for (int i = 1; i < argc; i++) {
        char *value = strchr(argv[i], '=');
        if (!value) die("an argument without =");
        *value++ = 0;
        const char *key = argv[i];
        if (!strcmp(key, "kind")) config.kind = value;
        else if (!strcmp(key, "ca")) config.ca = value;
        else if (!strcmp(key, "connections")) config.connections = atoi(value);
        else if (!strcmp(key, "idle")) config.idle = atoi(value);
        else if (!strcmp(key, "upload")) config.upload = atol(value);
        else if (!strcmp(key, "buffer")) config.buffer = atol(value);
        else if (!strcmp(key, "url") && config.urls < MAX_URLS) config.url[config.urls++] = value;
        else if (!strcmp(key, "idle-url") && config.idle_urls < MAX_URLS) config.idle_url[config.idle_urls++] = value;
        else die("an unknown argument or too many URLs");
    }
    if (config.urls == 0) die("no url");
    if (config.upload > 0) upload_body = calloc(1, config.upload);
}

int main(int argc, char **argv) {
    char line[200];
    double a, b;
    curl_global_init(CURL_GLOBAL_ALL);
    read_settings(argc, argv);
    while (fgets(line, sizeof line, stdin) && strncmp(line, "quit", 4) != 0) {
        if (sscanf(line, "warm %lf %lf", &a, &b) == 2) warm_up((long)a, b);
        else if (sscanf(line, "run %lf %lf", &a, &b) != 2) die("an unknown command");
        else if (!strcmp(config.kind, "memory")) print_memory();
        else measure(a, b);
        fflush(stdout);
    }
    return 0;
}
