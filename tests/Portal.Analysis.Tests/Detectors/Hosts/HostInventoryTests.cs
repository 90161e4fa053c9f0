using Portal.Analysis.Detectors.Hosts;

namespace Portal.Analysis.Tests.Detectors.Hosts;

public sealed class HostInventoryTests
{
    [Fact]
    public void Roles_are_inferred_from_served_ports_and_cite_them()
    {
        using var records = new CaseBuilder();
        for (var client = 1; client <= 3; client++)
        {
            records.Flow(client, $"10.1.5.{client}", "10.1.1.5", 88, service: "krb_tcp");
            records.Flow(client, $"10.1.5.{client}", "10.1.1.5", 389, service: "ldap_tcp");
            records.Flow(client, $"10.1.5.{client}", "10.1.1.5", 53, "udp", "dns");
        }
        records.Flow(9, "10.1.5.1", "10.1.9.9", 445, state: "REJ", received: 0);

        var hosts = records.Context().Hosts;

        Assert.Equal("answered on 53/udp to 3 hosts", hosts.Role("10.1.1.5", HostRole.DnsResolver)!.Evidence);
        Assert.Equal(3, hosts.Role("10.1.1.5", HostRole.DomainController)!.Clients);
        Assert.Equal(3, hosts.ActiveInternalHosts);
    }

    [Fact]
    public void A_port_that_refused_gives_no_role()
    {
        using var records = new CaseBuilder();
        var uid = records.Flow(9, "10.1.5.1", "10.1.9.9", 445, state: "S0", received: 0);

        Assert.NotNull(uid);
        Assert.Empty(records.Context().Hosts.Roles("10.1.9.9"));
    }

    [Fact]
    public void Without_private_addresses_busy_hosts_are_taken_as_inside()
    {
        using var records = new CaseBuilder();
        for (var flow = 0; flow < 20; flow++)
        {
            records.Flow(flow, "147.32.80.37", $"141.193.213.{flow}", 443);
        }
        records.Flow(50, "8.8.8.8", "147.32.80.37", 22);

        var hosts = records.Context().Hosts;

        Assert.True(hosts.IsInferred);
        Assert.True(hosts.IsInternal("147.32.80.37"));
        Assert.False(hosts.IsInternal("8.8.8.8"));
    }

    [Fact]
    public void Given_networks_are_the_only_ones_inside()
    {
        using var records = new CaseBuilder();
        records.Flow(0, "147.32.80.37", "10.0.0.1", 443);

        var hosts = records.Context(new() { Networks = ["147.32.0.0/16"] }).Hosts;

        Assert.True(hosts.IsInternal("147.32.80.37"));
        Assert.False(hosts.IsInternal("10.0.0.1"));
        Assert.False(hosts.IsInferred);
    }

    [Fact]
    public void A_network_that_is_none_is_refused_by_name()
    {
        var exception = Assert.Throws<FormatException>(() => InternalNetworks.Create(["10.0.0.0/99"]));

        Assert.Contains("10.0.0.0/99", exception.Message);
    }
}
