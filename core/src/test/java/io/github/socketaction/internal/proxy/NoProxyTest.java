package io.github.socketaction.internal.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.transfer.ProxyOptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which hosts need no proxy, as curl decides it; bits of an IPv6 network within a byte count, which curl got wrong. */
class NoProxyTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*                          | any.example      | true",
                "*                          | 192.0.2.1        | true",
                "*,b                        | a                | false",
                "''                         | a                | false",
                "example.com                | example.com      | true",
                "example.com                | www.example.com  | true",
                "example.com                | nonexample.com   | false",
                "example.com                | example.com.evil | false",
                "www.example.com            | example.com      | false",
                ".example.com               | example.com      | true",
                ".example.com               | a.b.example.com  | true",
                "EXAMPLE.com                | example.com      | true",
                "example.com.               | example.com      | true",
                "example.com                | example.com.     | true",
                "other, example.com         | www.example.com  | true",
                "other,,example.com,        | example.com      | true",
                "other example.com          | example.com      | false",
                "com                        | example.com      | true",
                ".                          | example.com      | false",
                "localhost                  | localhost        | true",
                "localhost                  | 127.0.0.1        | false",
                "192.0.2.1                  | 192.0.2.1        | true",
                "192.0.2.1                  | 192.0.2.10       | false",
                "192.0.2                    | 192.0.2.1        | false",
                "2.1                        | 192.0.2.1        | false",
                "192.0.2.0/24               | 192.0.2.255      | true",
                "192.0.2.0/24               | 192.0.3.0        | false",
                "192.0.2.128/25             | 192.0.2.127      | false",
                "192.0.2.128/25             | 192.0.2.128      | true",
                "192.0.2.1/32               | 192.0.2.1        | true",
                "192.0.2.1/32               | 192.0.2.2        | false",
                "192.0.2.1/33               | 192.0.2.1        | false",
                "192.0.2.1/0                | 192.0.2.2        | false",
                "192.0.2.1/                 | 192.0.2.1        | true",
                "192.0.2.1/x                | 192.0.2.1        | false",
                "192.0.2.1/-1               | 192.0.2.1        | false",
                "192.0.2.0/99999999999      | 192.0.2.0        | false",
                "10.0.0.0/8                 | 10.example       | false",
                "2001:db8::1                | 2001:db8::1      | true",
                "2001:DB8:0::1              | 2001:db8::1      | true",
                "[2001:db8::1]              | 2001:db8::1      | true",
                "2001:db8::/32              | 2001:db8:9::1    | true",
                "2001:db8::/32              | 2001:db9::1      | false",
                "2001:db8::/33              | 2001:db8:8000::1 | false",
                "2001:db8::/33              | 2001:db8:7fff::1 | true",
                "2001:db8::1/129            | 2001:db8::1      | false",
                "fe80::1                    | fe80::1%eth0     | true",
                "::ffff:192.0.2.1           | 192.0.2.1        | false",
                "0.0.0.0/0                  | 2001:db8::1      | false"
            })
    void hosts_are_matched_as_curl_matches_them(String list, String host, boolean covered) {
        ProxyOptions options = ProxyOptions.builder().noProxy(list).build();
        assertThat(NoProxy.covers(options.noProxy(), host)).isEqualTo(covered);
    }
}
