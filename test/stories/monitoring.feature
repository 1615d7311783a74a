Feature: Monitoring during rollout
  What a release does to its service, and how many have it, is measured while it goes on, and decides how it goes on.

  Scenario: metrics of a release steer it
    Given a release under way
    Then performance and exposure metrics are collected
    And they steer it
