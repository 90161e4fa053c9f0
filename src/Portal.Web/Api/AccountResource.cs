using System.Security.Claims;
using Portal.Cases.Accounts;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>The caller and their tokens.</summary>
internal sealed class AccountResource : IApiResource
{
    public void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("").WithTags("Account");
        group.MapGet("/me", Me);
        group.MapGet("/tokens", ListAsync);
        group.MapPost("/tokens", CreateAsync);
        group.MapDelete("/tokens/{id:int}", RevokeAsync);
    }

    private static Caller Me(ClaimsPrincipal user)
    {
        var actor = user.ToActor();
        return new Caller(actor.UserId, user.Identity!.Name!, actor.Name, user.IsAdministrator());
    }

    private static async Task<IEnumerable<TokenRow>> ListAsync(
        ClaimsPrincipal user,
        ApiTokens tokens,
        CancellationToken cancellation
    )
    {
        var mine = await tokens.ListAsync(user.ToActor(), cancellation);
        return mine.Select(token => new TokenRow(
            token.Id,
            token.Name,
            token.Prefix,
            token.CreatedAt,
            token.LastUsedAt
        ));
    }

    private static async Task<IResult> CreateAsync(
        ClaimsPrincipal user,
        ApiTokens tokens,
        NewToken wanted,
        CancellationToken cancellation
    )
    {
        if (user.Identity?.AuthenticationType == PortalSchemes.Bearer)
        {
            // A token that leaks must not be able to make others that outlive it.
            return Results.Problem("Tokens are made by signed-in people.", statusCode: StatusCodes.Status403Forbidden);
        }
        var token = await tokens.CreateAsync(user.ToActor(), wanted.Name, cancellation);
        return Results.Ok(new CreatedToken(token));
    }

    private static async Task<IResult> RevokeAsync(
        ClaimsPrincipal user,
        ApiTokens tokens,
        int id,
        CancellationToken cancellation
    )
    {
        await tokens.RevokeAsync(user.ToActor(), id, cancellation);
        return Results.NoContent();
    }

    private sealed record Caller(string Id, string UserName, string DisplayName, bool IsAdministrator);

    private sealed record TokenRow(
        int Id,
        string Name,
        string Prefix,
        DateTimeOffset CreatedAt,
        DateTimeOffset? LastUsedAt
    );

    private sealed record NewToken(string Name);

    private sealed record CreatedToken(string Token);
}
