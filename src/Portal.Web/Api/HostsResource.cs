using System.Security.Claims;
using System.Text;
using System.Text.Json.Serialization;
using Portal.Analysis.Hosts;
using Portal.Cases.Hosts;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>The hosts of a case: what the records say of each address.</summary>
internal sealed class HostsResource : IApiResource
{
    public void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/cases/{caseId:int}").WithTags("Hosts");
        group.MapGet("/hosts", ListAsync);
        group.MapGet("/hosts.csv", CsvAsync);
        group.MapGet("/hosts/{address}", DetailAsync);
    }

    private static async Task<HostsView> ListAsync(
        ClaimsPrincipal user,
        CaseHosts hosts,
        int caseId,
        [AsParameters] Wanted wanted,
        CancellationToken cancellation
    )
    {
        var list = await wanted.ReadAsync(hosts, caseId, user, cancellation);
        return new HostsView(list.Hosts.Select(HostView.Of), list.Total);
    }

    private static async Task CsvAsync(HttpContext context, CaseHosts hosts, int caseId, [AsParameters] Wanted wanted)
    {
        var list = await wanted.ReadAsync(hosts, caseId, context.User, context.RequestAborted);
        context.Response.ContentType = "text/csv; charset=utf-8";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"case-{caseId}-hosts.csv\"";
        await context.Response.WriteAsync(HostCsv.Of(list.Hosts), Encoding.UTF8, context.RequestAborted);
    }

    private static async Task<DetailView> DetailAsync(
        ClaimsPrincipal user,
        CaseHosts hosts,
        int caseId,
        string address,
        CancellationToken cancellation
    ) => DetailView.Of(await hosts.DetailAsync(caseId, address, user.ToActor(), cancellation));

    /// <param name="Text">Part of an address or a name.</param>
    /// <param name="Sort">As on the page: <c>sent</c>, <c>received</c>, <c>address</c>, <c>first</c>, <c>last</c>, <c>flows</c>, <c>peers</c>.</param>
    private sealed record Wanted(string? Text, Word<HostSort>? Sort, bool? Descending)
    {
        public Task<HostList> ReadAsync(
            CaseHosts hosts,
            int caseId,
            ClaimsPrincipal user,
            CancellationToken cancellation
        ) =>
            hosts.ListAsync(
                caseId,
                Text,
                Sort?.Value ?? HostSort.Sent,
                Descending ?? true,
                user.ToActor(),
                cancellation
            );
    }

    private sealed record HostsView(IEnumerable<HostView> Items, long Total);

    private sealed record HostView(
        string Address,
        bool? IsInside,
        IReadOnlyList<string> Names,
        string? System,
        IReadOnlyList<HostRoleGuess> Roles,
        long Flows,
        long Peers,
        long SentBytes,
        long ReceivedBytes,
        string? FirstTime,
        string? LastTime
    )
    {
        public static HostView Of(HostRow host) =>
            new(
                host.Address,
                host.IsInside,
                host.Names,
                host.System?.System,
                host.Roles,
                host.Flows,
                host.Peers,
                host.SentBytes,
                host.ReceivedBytes,
                ApiTime.Iso(host.FirstTime),
                ApiTime.Iso(host.LastTime)
            );
    }

    private sealed record FactView(
        string Value,
        string Kind,
        string Table,
        long Times,
        string? FirstTime,
        string? LastTime,
        bool? IsAccepted,
        SeenPlace First
    )
    {
        /// <summary>Of a hardware address, who made it; left out where it is not known.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? Vendor { get; init; }

        public static IEnumerable<FactView> OfHardware(IEnumerable<HostFact> addresses) =>
            Of(addresses).Select(view => view with { Vendor = HardwareVendors.Of(view.Value) });

        public static IEnumerable<FactView> Of(IEnumerable<HostFact> facts) =>
            facts.Select(fact => new FactView(
                fact.Value,
                fact.Kind,
                fact.Table,
                fact.Times,
                ApiTime.Iso(fact.FirstTime),
                ApiTime.Iso(fact.LastTime),
                fact.IsAccepted,
                fact.First
            ));
    }

    private sealed record ServiceView(
        long Port,
        string Transport,
        string Services,
        long Flows,
        long Clients,
        string? FirstTime,
        string? LastTime,
        SeenPlace First
    );

    private sealed record DetailView(
        HostView? Host,
        IEnumerable<FactView> Names,
        IEnumerable<FactView> SystemReasons,
        IEnumerable<FactView> Programs,
        IEnumerable<ServiceView> Services,
        IEnumerable<FactView> Users,
        IEnumerable<FactView> Visitors,
        IEnumerable<FactView> HardwareAddresses,
        IEnumerable<PeerRow> Peers
    )
    {
        public static DetailView Of(HostDetail detail) =>
            new(
                detail.Host is { } host ? HostView.Of(host) : null,
                FactView.Of(detail.Names),
                FactView.Of(detail.Host?.System?.Reasons ?? []),
                FactView.Of(detail.SystemFacts),
                detail.Services.Select(service => new ServiceView(
                    service.Port,
                    service.Transport,
                    service.Services,
                    service.Flows,
                    service.Clients,
                    ApiTime.Iso(service.FirstTime),
                    ApiTime.Iso(service.LastTime),
                    service.First
                )),
                FactView.Of(detail.Users),
                FactView.Of(detail.Visitors),
                FactView.OfHardware(detail.HardwareAddresses),
                detail.Peers
            );
    }
}
