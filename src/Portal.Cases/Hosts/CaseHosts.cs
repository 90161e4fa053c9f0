using System.Runtime.CompilerServices;
using DuckDB.NET.Data;
using Portal.Analysis.Detectors.Hosts;
using Portal.Analysis.Hosts;
using Portal.Analysis.Store;
using Portal.Cases.Accounts;
using Portal.Cases.Cases;
using Portal.Cases.Paging;
using Portal.Cases.Records;

namespace Portal.Cases.Hosts;

/// <summary>The hosts of a case, read off its records.</summary>
public sealed class CaseHosts(CaseRecords records, CaseService cases)
{
    /// <summary>Shown at once; a search narrows the rest.</summary>
    public const int MaxHosts = 500;

    private const int MaxPeers = 50;

    /// <summary>
    /// Roles take a look at all flows, and the list and the panel beside it ask for the same ones. They live as long as the
    /// records that they were read from stay open; new records are another database.
    /// </summary>
    private readonly ConditionalWeakTable<RecordDatabase, KnownRoles> _roles = [];

    /// <summary>Hosts with their volumes, names, roles and systems.</summary>
    /// <param name="text">Part of an address or a name; null for all.</param>
    public async Task<HostList> ListAsync(
        int caseId,
        string? text,
        HostSort sort,
        bool isDescending,
        Actor actor,
        CancellationToken cancellation
    )
    {
        var networks = await NetworksAsync(caseId, actor, cancellation);
        using var lease = await records.OpenAsync(caseId, actor, cancellation);
        return await Task.Run(
            () =>
            {
                var database = lease.Database;
                var list = Read(database, text, null, sort, isDescending, cancellation);
                if (list.Hosts.Count == 0)
                {
                    return list;
                }
                var roles = Roles(database, networks, cancellation);
                var systems = new HostFacts(database).SystemsOfMany(
                    [.. list.Hosts.Select(host => host.Address)],
                    cancellation
                );
                return list with
                {
                    Credentials = database.RowCount("credentials"),
                    Hosts =
                    [
                        .. list.Hosts.Select(host =>
                            host with
                            {
                                Roles = roles.Of(host.Address),
                                System = OperatingSystemGuess.Of([.. systems[host.Address]]),
                            }
                        ),
                    ],
                };
            },
            cancellation
        );
    }

    /// <summary>Everything about one address; empty lists when the evidence does not know it.</summary>
    public async Task<HostDetail> DetailAsync(int caseId, string address, Actor actor, CancellationToken cancellation)
    {
        var networks = await NetworksAsync(caseId, actor, cancellation);
        using var lease = await records.OpenAsync(caseId, actor, cancellation);
        return await Task.Run(() => Detail(lease, address, networks, cancellation), cancellation);
    }

    private async Task<LocalNetworks> NetworksAsync(int caseId, Actor actor, CancellationToken cancellation)
    {
        var view = await cases.GetAsync(caseId, actor, cancellation);
        return new LocalNetworks(
            string.Join(',', view.Case.LocalNetworks),
            InternalNetworks.Create(view.Case.LocalNetworks)
        );
    }

    /// <summary>Two who ask at once may both read them: the same comes out.</summary>
    private HostRoles Roles(RecordDatabase database, LocalNetworks networks, CancellationToken cancellation)
    {
        if (_roles.TryGetValue(database, out var known) && known.Networks == networks.Text)
        {
            return known.Roles;
        }
        var roles = HostRoles.Read(database, networks.Internal, cancellation);
        _roles.AddOrUpdate(database, new KnownRoles(networks.Text, roles));
        return roles;
    }

    private HostDetail Detail(RecordLease lease, string address, LocalNetworks networks, CancellationToken cancellation)
    {
        var database = lease.Database;
        var facts = new HostFacts(database);
        var systems = facts.Systems(address, cancellation);
        var host = Read(database, null, address, HostSort.Sent, true, cancellation).Hosts is [var only, ..]
            ? only
            : null;
        return new HostDetail(
            address,
            host is null
                ? null
                : host with
                {
                    Roles = Roles(database, networks, cancellation).Of(address),
                    System = OperatingSystemGuess.Of(systems),
                },
            facts.Names(address, cancellation),
            // Names and questions count for the guess; as facts they stand among the names, or say nothing.
            [.. systems.Where(fact => fact.Kind is not ("NTLM workstation" or "DHCP host name" or "DNS question"))],
            facts.Services(address, cancellation),
            facts.Users(address, cancellation),
            facts.Visitors(address, cancellation),
            facts.HardwareAddresses(address, cancellation),
            HostSql.Peers(database, MaxPeers) is { } peers
                ? [.. database.Query(peers, Peer, cancellation, ("host", address))]
                : [],
            Credentials(database, address, cancellation),
            lease
                .Sets.GroupBy(set => set.Manifest.Sha256, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.First().Manifest.Name, StringComparer.Ordinal)
        );
    }

    private static HostList Read(
        RecordDatabase database,
        string? text,
        string? address,
        HostSort sort,
        bool isDescending,
        CancellationToken cancellation
    )
    {
        if (HostSql.Hosts(database, sort, isDescending, MaxHosts) is not { } sql)
        {
            return new HostList([], 0);
        }
        var pattern = string.IsNullOrWhiteSpace(text) ? null : $"%{LikePattern.Escape(text.Trim())}%";
        var total = 0L;
        var hosts = database
            .Query(
                sql,
                reader =>
                {
                    total = reader.GetInt64(9);
                    return Host(reader);
                },
                cancellation,
                ("text", pattern),
                ("host", address)
            )
            .ToList();
        return new HostList(hosts, total);
    }

    private static long Credentials(RecordDatabase database, string address, CancellationToken cancellation) =>
        database
            .Query(
                """SELECT count(*) FROM credentials WHERE "id.orig_h" = $host OR "id.resp_h" = $host""",
                reader => reader.GetInt64(0),
                cancellation,
                ("host", address)
            )
            .First();

    private static HostRow Host(DuckDBDataReader reader) =>
        new(
            reader.GetString(0),
            reader.IsDBNull(1) ? null : reader.GetBoolean(1),
            Number(reader, 2),
            Number(reader, 3),
            reader.GetInt64(4),
            reader.GetInt64(5),
            reader.GetInt64(6),
            reader.GetInt64(7),
            reader.GetString(8).Split('\u001f', StringSplitOptions.RemoveEmptyEntries)
        );

    private static PeerRow Peer(DuckDBDataReader reader) =>
        new(
            reader.GetString(0),
            reader.IsDBNull(1) ? "" : reader.GetString(1),
            Number(reader, 2),
            Number(reader, 3),
            reader.GetInt64(4),
            reader.GetInt64(5),
            reader.GetInt64(6)
        );

    /// <summary>Rows of broken logs may have no time.</summary>
    private static long Number(DuckDBDataReader reader, int column) =>
        reader.IsDBNull(column) ? 0 : reader.GetInt64(column);

    /// <param name="Text">As the case has them: two texts that are equal mean the same networks.</param>
    private sealed record LocalNetworks(string Text, InternalNetworks Internal);

    private sealed record KnownRoles(string Networks, HostRoles Roles);
}
