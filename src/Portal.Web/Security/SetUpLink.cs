using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Portal.Cases.Accounts;

namespace Portal.Web.Security;

/// <summary>While there is no account, tells the person at the console how to make the first one.</summary>
internal sealed class SetUpLink(OneTimeLinks links, IServer server, IHostApplicationLifetime lifetime) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (await links.CreateSetUpAsync(cancellationToken) is { } token)
        {
            lifetime.ApplicationStarted.Register(() => Print(token));
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Print(string token)
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://localhost";
        address = address
            .Replace("://[::]", "://localhost", StringComparison.Ordinal)
            .Replace("://0.0.0.0", "://localhost", StringComparison.Ordinal)
            .Replace("://+", "://localhost", StringComparison.Ordinal)
            .Replace("://*", "://localhost", StringComparison.Ordinal);
        // Not through the log: logs are collected and read by others, this link is for the console only.
        Console.WriteLine();
        Console.WriteLine("The portal has no account yet. Open this link once to make the first administrator:");
        Console.WriteLine($"  {address}/setup?token={token}");
        Console.WriteLine();
    }
}
