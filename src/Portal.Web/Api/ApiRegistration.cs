using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portal.Web.Api;

/// <summary>The HTTP twin of the pages.</summary>
internal static class ApiRegistration
{
    /// <summary>Every resource, in the order of their names.</summary>
    internal static IReadOnlyList<Type> Resources { get; } =
    [
        .. typeof(IApiResource)
            .Assembly.GetTypes()
            .Where(type => type.IsClass && type.IsAssignableTo(typeof(IApiResource)))
            .OrderBy(type => type.Name, StringComparer.Ordinal),
    ];

    public static IServiceCollection AddPortalApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
            json.SerializerOptions.Converters.Add(new UtcTimeConverter());
            json.SerializerOptions.NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals;
        });
        // Wrong input is the sender's affair in every environment: an answer, never an exception in the log.
        services.Configure<RouteHandlerOptions>(handlers => handlers.ThrowOnBadRequest = false);
        return services.AddOpenApi("v1", OpenApiSecurity.Configure);
    }

    public static void MapPortalApi(this WebApplication app)
    {
        app.MapOpenApi().AllowAnonymous();
        var api = app.MapGroup("/api/v1").RequireAuthorization().AddEndpointFilter<RefusalFilter>();
        foreach (var type in Resources)
        {
            ((IApiResource)Activator.CreateInstance(type)!).Map(api);
        }
        // An unknown address of the API is told apart from a page that does not exist.
        app.Map(
                "/api/{**rest}",
                () => Results.Problem("There is no such address.", statusCode: StatusCodes.Status404NotFound)
            )
            .RequireAuthorization()
            .ExcludeFromDescription();
    }
}
